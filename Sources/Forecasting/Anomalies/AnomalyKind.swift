/// What sort of change an alarm is most likely about.
package enum AnomalyKind: String, Sendable, Hashable, CaseIterable {
    /// One or a few points far from those just before.
    case spike
    /// The level of the last points is one that has hardly been seen before.
    case levelShift
    /// Next to nothing, where the season before there was load.
    case silence
    /// The last points are unlike those one season before.
    case seasonality
}
