/// The most common bits of the four windows of 6.3.7. All are odd, so that no two bits are equally common, and a count of
/// the ones says which it is.
struct BitWindows {
    private var ones: InlineArray<4, Int> = .init(repeating: 0)

    /// The windows over the first bits.
    init(_ bits: [UInt8]) {
        for (position, length) in MultiMostCommonInWindow.windows.enumerated() {
            ones[position] = bits.prefix(length).reduce(0) { $0 + Int($1) }
        }
    }

    consuming func score(_ bits: [UInt8]) -> PredictionScore {
        let windows: InlineArray<4, Int> = [63, 255, 1023, 4095]
        var predictors = Scoreboard(first: 0)
        var score = PredictionScore()
        for index in windows[0]..<bits.count {
            let bit = Int(bits[index])
            let winner = predictors.winner
            score.note((2 * ones[winner] > windows[winner] ? 1 : 0) == bit)
            var position = 0
            while position < 4, index >= windows[position] {
                predictors.reward(position, if: (2 * ones[position] > windows[position] ? 1 : 0) == bit)
                ones[position] += bit - Int(bits[index - windows[position]])
                position += 1
            }
        }
        return score
    }
}
