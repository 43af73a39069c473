import Forecasting
import Foundation

/// A hub that follows keys of very different use, with the days, noise and bursts of real ones.
struct SimulatedHub {
    private static let group = LoadGroup(spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT")
    /// A Monday's midnight, in minutes.
    private static let first: Int64 = 20_003_040
    /// Keys whose past the model is fitted to.
    private static let fitted = 32

    private let keys: [SimulatedKey]
    private var forecaster: LoadForecaster
    private var random = TrainingRandom(seed: 7)
    private var minute = first

    init(keys count: Int) throws {
        forecaster = try LoadForecaster(now: Self.first)
        keys = (0..<count).map(SimulatedKey.init)
        let model = try LoadForecaster.fit(keys.indices.prefix(Self.fitted).map { past(keys[$0]) })
        for key in keys { forecaster.follow(key.id, in: Self.group) }
        try forecaster.adopt(model, for: Self.group)
    }

    /// Five minutes of use of every key.
    ///
    /// - Returns: how long it took to record its minutes and to close its bin, of all keys, in microseconds.
    mutating func runBin() -> Double {
        var time = Duration.zero
        for _ in 0..<5 {
            let counts = keys.map { $0.count(minute, &random) }
            time += ContinuousClock().measure {
                for (key, count) in zip(keys, counts) { _ = forecaster.record(count, of: key.id, minute: minute) }
                minute += 1
                // Closes the bin whose last minute may no longer be late.
                forecaster.advance(to: minute)
            }
        }
        return time / .microseconds(1)
    }

    private mutating func past(_ key: SimulatedKey) -> CountSeries {
        let bins = 10 * TimeGrid.fiveMinutes.daily
        let first = Self.first / 5 - Int64(bins)
        let counts = (0..<bins).map { bin in
            (0..<5).reduce(0) { $0 + key.count((first + Int64(bin)) * 5 + $1, &random) }
        }
        return CountSeries(grid: .fiveMinutes, first: first, counts: counts)
    }
}
