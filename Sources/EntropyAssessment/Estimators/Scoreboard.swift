/// How often each of several predictors was right, and which one is to predict next (SP 800-90B, 6.3.7 to 6.3.9): the one
/// that was right most often, and of several the last that came to that.
struct Scoreboard {
    private var scores: InlineArray<17, Int> = .init(repeating: 0)
    private var best = 0
    private(set) var winner: Int

    /// - Parameter first: which one predicts until one was right.
    init(first: Int) {
        winner = first
    }

    /// Counts a right prediction.
    @inline(__always)
    mutating func reward(_ predictor: Int) {
        reward(predictor, if: true)
    }

    /// The same without a branch, which half of all random bits would take.
    @inline(__always)
    mutating func reward(_ predictor: Int, if isRight: Bool) {
        let score = scores[predictor] &+ (isRight ? 1 : 0)
        scores[predictor] = score
        let leads = isRight && score >= best
        winner = leads ? predictor : winner
        best = leads ? score : best
    }
}
