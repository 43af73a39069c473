import Forecasting
import Foundation

/// A key whose use has a day and a week of its own.
struct SimulatedKey {
    let id: String
    /// Uses a minute on average: of few keys many, of most next to none.
    private let mean: Double
    /// Of a day, where most use is.
    private let peak: Double
    /// Of a weekday's use, on weekends.
    private let weekend: Double

    init(_ number: Int) {
        var random = TrainingRandom(seed: 1, stream: UInt64(number))
        id = "key-\(number)"
        mean = min(5_000, 0.02 / pow(Double.random(in: 0.00001...1, using: &random), 1.2))
        peak = Double.random(in: 0..<1, using: &random)
        weekend = Double.random(in: 0.1...1, using: &random)
    }

    /// Uses in a minute.
    func count(_ minute: Int64, _ random: inout TrainingRandom) -> Double {
        let day = Double(minute % 1_440) / 1_440
        // 1970-01-01 was a Thursday.
        let isWeekend = (minute / 1_440 + 3) % 7 >= 5
        let rate = mean * (isWeekend ? weekend : 1) * (1 + 0.8 * cos(2 * .pi * (day - peak)))
        // Nearly that of independent uses, at the cost of one random number.
        let noise = Double.random(in: 0..<1, using: &random)
        return rate < 5
            ? (rate + noise).rounded(.down) : max(0, rate + 3.4 * rate.squareRoot() * (noise - 0.5)).rounded()
    }
}
