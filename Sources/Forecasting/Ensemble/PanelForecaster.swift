internal import RealModule

/// The global ensemble: networks of several recipes, a global linear model adapted to each series, exponential smoothing
/// and the seasonal naive forecast, averaged with validated weights; quantiles are the networks', moved to the
/// ensemble's median and calibrated.
package struct PanelForecaster: Equatable, Sendable {
    /// Steps of a season.
    package let season: Int
    /// Steps forecast.
    package let horizon: Int
    /// Quantile levels, ascending.
    package let levels: [Float]
    /// Sees the longest past.
    package let linear: GlobalLinearModel
    /// See ``LocalAdaptation``.
    package let ridge: Double
    /// One window in so many of a series is what the adaptation learns from.
    package let stride: Int
    package let networks: [NetworkMember]
    /// Of the recipes' networks, the linear model, the smoothing and the seasonal naive forecast, in this order.
    package let weights: ClassWeights
    /// Stretches the quantiles.
    package let calibration: IntervalCalibration

    /// Makes an ensemble of trained parts.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for parts that do not fit each other.
    package init(
        season: Int, horizon: Int, levels: [Float], linear: GlobalLinearModel, ridge: Double, stride: Int,
        networks: [NetworkMember], weights: ClassWeights, calibration: IntervalCalibration
    ) throws(ForecastingError) {
        let recipes = Set(networks.map(\.recipe))
        guard (1...8760).contains(season), (1...8760).contains(horizon) else {
            throw ForecastingError(
                .badParameter, "a season of \(season) and a horizon of \(horizon) steps: up to 8760 are known")
        }
        let groups = (horizon + IntervalCalibration.span - 1) / IntervalCalibration.span
        guard stride > 0, ridge > 0,
            levels.contains(0.5), levels == levels.sorted(), linear.horizon == horizon,
            !recipes.isEmpty, recipes == Set(0..<recipes.count), weights.quiet.values.count == recipes.count + 3,
            weights.noisy.values.count == recipes.count + 3,
            calibration.factors.count == levels.count, calibration.factors.allSatisfy({ $0.count == groups }),
            networks.allSatisfy({ $0.fits(horizon: horizon, levels: levels.count) })
        else {
            throw ForecastingError(.badParameter, "the parts of an ensemble do not fit each other")
        }
        self.season = season
        self.horizon = horizon
        self.levels = levels
        self.linear = linear
        self.ridge = ridge
        self.stride = stride
        self.networks = networks
        self.weights = weights
        self.calibration = calibration
    }

    /// Where the median stands among the levels.
    package var median: Int { levels.firstIndex(of: 0.5) ?? 0 }

    /// The quantiles of each series' next steps in its own unit; [series][level][step].
    ///
    /// - Parameters:
    ///   - values: the observations, oldest first.
    ///   - tasks: at the same time; does not change the result.
    /// - Throws: ``ForecastingError`` with `.tooShort` or `.badValue` for a series that cannot be forecast.
    package func forecast(_ values: [[Double]], tasks: Int = 2) async throws(ForecastingError) -> [[[Double]]] {
        var panel: [PanelSeries] = []
        let needed = networks.reduce(8 * season) { max($0, $1.window) } + season
        for series in values {
            guard series.count >= needed else {
                throw ForecastingError(.tooShort, "a series of \(series.count) values; the networks see \(needed)")
            }
            panel.append(try PanelSeries(series, season: season))
        }
        let members = await PanelMembers(
            linear: linear, ridge: ridge, stride: stride, networks: networks, horizon: horizon, levels: levels.count,
            median: median
        ).forecasts(panel, back: 0, tasks: tasks)
        return panel.indices.map { index in
            let item = panel[index]
            let joint = calibration.applied(
                to: members.joined(index, weights: weights.weights(for: item), median: median), median: median)
            return joint.values.map { quantile in
                quantile.enumerated().map { k, difference in
                    let base = item.levels[item.levels.count - season + k % season]
                    return Double.exp(Double(base + difference) * item.scale)
                }
            }
        }
    }
}
