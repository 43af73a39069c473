/// How well a predictor did (SP 800-90B, 6.3.7 to 6.3.10).
struct PredictionScore: Equatable, Sendable {
    /// C, right predictions.
    private(set) var correct = 0
    /// The longest run of right predictions; r is one more.
    private(set) var longestRun = 0
    private var run = 0

    /// Notes the outcome of one prediction.
    @inline(__always)
    mutating func note(_ isRight: Bool) {
        correct += isRight ? 1 : 0
        run = isRight ? run + 1 : 0
        longestRun = max(longestRun, run)
    }
}
