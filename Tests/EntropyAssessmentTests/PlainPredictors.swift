/// The predictors of SP 800-90B, 6.3.7 to 6.3.10, as plainly as the standard writes them: slow, and easy to check.
enum PlainPredictors {
    /// How many predictions were right, and r, one more than the longest run of them.
    struct Record: Equatable {
        private(set) var correct = 0
        private(set) var run = 1
        private var current = 0

        mutating func note(_ isRight: Bool) {
            current = isRight ? current + 1 : 0
            correct += isRight ? 1 : 0
            run = max(run, current + 1)
        }
    }

    /// One predictor among several.
    private struct Scores {
        var scores: [Int]
        var winner = 0

        mutating func update(_ predictions: [UInt8?], _ symbol: UInt8) {
            for (index, prediction) in predictions.enumerated() where prediction == symbol {
                scores[index] += 1
                if scores[index] >= scores[winner] { winner = index }
            }
        }
    }

    static func windows(_ symbols: [UInt8]) -> Record {
        let lengths = [63, 255, 1023, 4095]
        var scores = Scores(scores: [0, 0, 0, 0])
        var record = Record()
        for index in 63..<symbols.count {
            let predictions = lengths.map { length -> UInt8? in
                guard index >= length else { return nil }
                var (counts, last) = ([Int](repeating: 0, count: 256), [Int](repeating: 0, count: 256))
                for place in index - length..<index {
                    counts[Int(symbols[place])] += 1
                    last[Int(symbols[place])] = place
                }
                let most = (0..<256).max { (counts[$0], last[$0]) < (counts[$1], last[$1]) }
                return most.map { UInt8($0) }
            }
            record.note(predictions[scores.winner] == symbols[index])
            scores.update(predictions, symbols[index])
        }
        return record
    }

    static func lags(_ symbols: [UInt8]) -> Record {
        var scores = Scores(scores: [Int](repeating: 0, count: 128))
        var record = Record()
        for index in 1..<symbols.count {
            let predictions = (1...128).map { $0 <= index ? symbols[index - $0] : nil }
            record.note(predictions[scores.winner] == symbols[index])
            scores.update(predictions, symbols[index])
        }
        return record
    }

    /// What followed most often; of several the greatest.
    private static func best(_ followers: [UInt8: Int]) -> (symbol: UInt8, count: Int)? {
        followers.max { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
    }

    static func markov(_ symbols: [UInt8]) -> Record {
        var known = [[[UInt8]: [UInt8: Int]]](repeating: [:], count: 17)
        var scores = Scores(scores: [Int](repeating: 0, count: 17), winner: 1)
        var record = Record()
        for index in 2..<symbols.count {
            for length in 1...min(16, index - 1) {
                let context = Array(symbols[index - length - 1..<index - 1])
                known[length][context, default: [:]][symbols[index - 1], default: 0] += 1
            }
            let predictions = (0...16).map { length -> UInt8? in
                guard length > 0, length <= index else { return nil }
                return best(known[length][Array(symbols[index - length..<index])] ?? [:])?.symbol
            }
            // A winner that says nothing is neither right nor wrong, to NIST's tool.
            if let prediction = predictions[scores.winner] { record.note(prediction == symbols[index]) }
            scores.update(predictions, symbols[index])
        }
        return record
    }

    static func lz78y(_ symbols: [UInt8]) -> Record {
        var dictionary: [[UInt8]: [UInt8: Int]] = [:]
        var record = Record()
        for index in 17..<symbols.count {
            for length in stride(from: 16, to: 0, by: -1) {
                let context = Array(symbols[index - length - 1..<index - 1])
                if dictionary[context] != nil || dictionary.count < 65_536 {
                    dictionary[context, default: [:]][symbols[index - 1], default: 0] += 1
                }
            }
            var (prediction, greatest) = (UInt8?.none, 0)
            for length in stride(from: 16, to: 0, by: -1) {
                guard let found = best(dictionary[Array(symbols[index - length..<index])] ?? [:]) else { continue }
                if found.count > greatest { (prediction, greatest) = (found.symbol, found.count) }
            }
            record.note(prediction == symbols[index])
        }
        return record
    }
}
