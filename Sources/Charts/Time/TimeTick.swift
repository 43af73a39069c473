/// A labelled time of a time axis.
package struct TimeTick: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00.
    package let time: Int64
    /// 14:00, 3 Nov, Nov or 1998.
    package let label: String
    /// The date or the year, where it changes, to stand below the label.
    package var context: String?
    /// Whether a day or a year begins there of which the labels do not speak.
    package let isBoundary: Bool
}
