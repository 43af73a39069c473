/// What an ``AnomalyDetector`` says of one point.
package struct AnomalyScore: Sendable, Hashable {
    /// 0...1: one less the chance that a point of an undisturbed series is this surprising; 0 of a missing point. In
    /// the refractory period after an alarm it is half of that.
    package let value: Double
    /// What the change is, of an alarm; nil of any other point.
    package let kind: AnomalyKind?

    /// Whether the point reached the threshold outside the refractory period.
    package var isAlarm: Bool { kind != nil }

    /// What is said where there is nothing to say it of.
    static let none = AnomalyScore(value: 0, kind: nil)
}
