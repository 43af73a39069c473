extension PanelForecaster {
    /// The ensemble as a file, to be read by ``init(saved:)``.
    package var saved: [UInt8] {
        var writer = ModelWriter()
        writer.write(season)
        writer.write(horizon)
        writer.write(levels)
        writer.write(linear.lags)
        writer.write(linear.coefficients)
        writer.write(ridge)
        writer.write(stride)
        writer.write(weights.threshold)
        for part in [weights.quiet, weights.noisy] {
            writer.write(part.values.count)
            for weight in part.values { writer.write(weight) }
        }
        for factors in calibration.factors { writer.write(factors) }
        writer.write(networks.count)
        for member in networks {
            writer.write(member.window)
            writer.write(member.steps)
            writer.write(member.recipe)
            member.network.write(to: &writer)
        }
        return writer.sealed(.panel)
    }

    /// Reads a file; the ensemble computes the same bits as the one that was saved.
    ///
    /// - Throws: ``ForecastingError`` for a file damaged, of another version or not an ensemble, or of one whose parts
    ///   do not fit each other.
    package init(saved bytes: [UInt8]) throws(ForecastingError) {
        var reader = try ModelReader(bytes, .panel)
        let season = try reader.integer()
        let horizon = try reader.integer()
        let levels = try reader.floats()
        let lags = try reader.integer()
        let linear = try GlobalLinearModel(lags: lags, horizon: horizon, coefficients: try reader.lanes())
        let ridge = try reader.double()
        let stride = try reader.integer()
        let weights = ClassWeights(
            threshold: try reader.double(), quiet: try ConvexWeights(from: &reader),
            noisy: try ConvexWeights(from: &reader))
        var factors: [[Float]] = []
        for _ in levels { factors.append(try reader.floats()) }
        var networks: [NetworkMember] = []
        for _ in 0..<(try reader.count()) {
            let (window, steps, recipe) = (try reader.integer(), try reader.integer(), try reader.integer())
            networks.append(
                NetworkMember(
                    network: try LSTMNetwork(from: &reader), window: window, steps: steps, recipe: recipe))
        }
        try reader.finish()
        try self.init(
            season: season, horizon: horizon, levels: levels, linear: linear, ridge: ridge, stride: stride,
            networks: networks, weights: weights,
            calibration: IntervalCalibration(factors: factors))
    }
}

extension ConvexWeights {
    /// Reads weights as they were written: they are not divided by their sum again, which would change bits.
    init(from reader: inout ModelReader) throws(ForecastingError) {
        var values: [Double] = []
        for _ in 0..<(try reader.count()) { values.append(try reader.double()) }
        guard values.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw ForecastingError(.badParameter, "the weights of an ensemble are in 0...1")
        }
        self.init(exactly: values)
    }
}
