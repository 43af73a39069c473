/// Distances that all charts have in common, pixels.
enum ChartMargin {
    /// Of texts from the edges of the picture.
    static let edge = 12.0
    /// Right of the plot, where half of the last time has room.
    static let right = 26.0
    /// Below the plot, where the times are.
    static let bottom = 46.0
    /// Between an axis and its labels.
    static let label = 8.0
    /// The font's size.
    static let textSize = 12.0

    /// Where the plot begins when an axis has these labels.
    static func left(of ticks: [AxisTick]) -> Double {
        let widest = ticks.map { TextWidth.of($0.label, size: textSize) }.max() ?? 0
        return max(edge + widest + label, 44)
    }
}
