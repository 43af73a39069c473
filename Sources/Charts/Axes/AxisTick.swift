/// A labelled height of a vertical axis.
package struct AxisTick: Hashable, Sendable {
    /// 0 at the bottom, 1 at the top.
    package let height: Double
    /// What stands beside it.
    package let label: String
}
