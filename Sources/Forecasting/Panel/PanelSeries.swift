internal import RealModule

/// A series made comparable to all others: logarithms, seasonal differences, and those in units of their mean size.
///
/// The seasonal difference takes away the level, and the unit (the MASE denominator's counterpart for logarithms) the
/// size: what is left of a quiet series and of a noisy one follows about the same law, which is what a global model
/// needs (Montero-Manso and Hyndman, 2021).
package struct PanelSeries: Sendable {
    /// Steps of a season.
    package let season: Int
    /// log y, in units of `scale`.
    package let levels: [Float]
    /// levels[t] - levels[t - season]; the first `season` are 0.
    package let differences: [Float]
    /// The mean size of a seasonal difference of log y.
    package let scale: Double
    /// What tells the kinds of series apart: how noisy, how weekly and how smooth it is.
    package let traits: [Float]
    /// How much an error of one unit at each step counts: its part of OWA, when the series' last values stay as they are.
    package let weights: [Float]

    /// How many ``traits`` there are.
    package static let traitCount = 4

    /// - Parameters:
    ///   - values: the observations, oldest first; those below `floor` count as that.
    ///   - season: 24 for hours with a daily season.
    ///   - floor: keeps the logarithm finite.
    /// - Throws: ``ForecastingError`` with `.tooShort` for less than nine seasons, `.badValue` for a value not finite.
    package init(_ values: [Double], season: Int, floor: Double = 1e-3) throws(ForecastingError) {
        guard values.count >= 9 * season, season > 0 else {
            throw ForecastingError(.tooShort, "\(values.count) values are fewer than nine seasons of \(season)")
        }
        guard values.allSatisfy(\.isFinite) else { throw ForecastingError(.badValue, "a value is not finite") }
        let count = values.count
        let logs = values.map { Double.log(max($0, floor)) }
        func size(_ series: [Double], _ lag: Int) -> Double {
            var sum = 0.0
            for t in lag..<count { sum += abs(series[t] - series[t - lag]) }
            return sum / Double(count - lag)
        }
        let scale = max(size(logs, season), 1e-9)
        // In proportion to the values, as a change of logarithms is: a constant series weighs no more than others.
        let mean = values.reduce(0) { $0 + max($1, floor) } / Double(count)
        let raw = max(size(values, season), 1e-9 * mean)
        self.season = season
        self.scale = scale
        let levels = logs.map { Float($0 / scale) }
        self.levels = levels
        differences = (0..<count).map { t in
            t < season ? 0 : Float(logs[t] / scale - logs[t - season] / scale)
        }
        traits = [
            Float(0.3 * Double.log(scale) + 1),
            Float(0.5 * Double.log((size(logs, 7 * season) + 1e-9) / scale)),
            Float(0.5 * Double.log((size(logs, 1) + 1e-9) / scale)),
            Float(Double.log((size(values, 7 * season) + 1e-9) / raw) * 0.5),
        ]
        weights = values.map { Float(scale * (max($0, floor) / raw / 2.39541 + 100 / 18.38335)) }
    }

    /// The next steps as differences to the same steps of the last season before `time`.
    ///
    /// - Parameters:
    ///   - time: the first of the steps.
    ///   - horizon: how many; all are known.
    package func differences(after time: Int, horizon: Int) -> [Float] {
        (0..<horizon).map { levels[time + $0] - levels[time + $0 % season - season] }
    }
}
