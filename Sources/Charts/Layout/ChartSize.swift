/// How large a picture is, pixels. It becomes higher than asked for when there is more to say above it than fits.
package struct ChartSize: Hashable, Sendable {
    /// 320...4000.
    package let width: Double
    /// 240...4000.
    package let height: Double

    /// - Parameters:
    ///   - width: brought to 320...4000.
    ///   - height: brought to 240...4000.
    package init(width: Int = 960, height: Int = 480) {
        self.width = Double(min(max(width, 320), 4000))
        self.height = Double(min(max(height, 240), 4000))
    }
}
