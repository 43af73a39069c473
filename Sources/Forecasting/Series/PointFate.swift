/// What became of a point that was recorded in a ``LoadSeries``.
package enum PointFate: Hashable, Sendable {
    case taken
    /// The minute had this count already.
    case duplicate
    /// The minute had another count, which this one replaces.
    case corrected
    /// The minute's bin was closed and forecasts were made from it. The series has the count; those forecasts stay.
    case late
    /// The minute, or another of its bin, is no longer remembered; the point was dropped.
    case tooLate
    /// The minute is still to come; the point was dropped. A clock is wrong.
    case tooEarly
    /// The count is negative, 10^15 or more, or no number; the point was dropped.
    case invalid
}
