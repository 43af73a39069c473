/// Keeps one disturbance from raising many alarms: for some points after an alarm the score is halved. It starts again
/// with the first alarm after that.
struct RefractoryPeriod: Sendable {
    private let length: Int
    private let threshold: Double
    private var remaining = 0

    init(length: Int, threshold: Double) {
        self.length = length
        self.threshold = threshold
    }

    /// - Returns: the score, halved if an alarm was raised not long ago, and whether it is an alarm.
    mutating func judge(_ score: Double) -> (score: Double, isAlarm: Bool) {
        guard remaining == 0 else {
            remaining -= 1
            return (score / 2, false)
        }
        guard score >= threshold else { return (score, false) }
        remaining = max(length - 1, 0)
        return (score, true)
    }
}
