import Forecasting
import RealModule

/// Hourly series with a day, a week and noise, of different levels and seeds.
enum SyntheticPanel {
    static func series(_ count: Int, length: Int, noise: Double, seed: UInt64 = 1) -> [[Double]] {
        (0..<count).map { index in
            var random = TrainingRandom(seed: seed, stream: UInt64(index))
            let level = 10 + 1000 * Double(random.uniform())
            let phase = 24 * Double(random.uniform())
            return (0..<length).map { t in
                let day = Double.sin(2 * .pi * (Double(t) + phase) / 24)
                let weekend = (t / 24 + index) % 7 >= 5 ? 0.6 : 1
                let shock = Double(random.uniform() + random.uniform() - 1)
                return level * weekend * Double.exp(0.5 * day + noise * shock)
            }
        }
    }
}
