internal import RealModule

/// The weights of an ensemble: none negative, one in sum, with the least weighted absolute error on validation forecasts.
///
/// Found by exponentiated gradient descent (Kivinen and Warmuth, 1997), which keeps weights positive and is convex: it
/// starts at equal weights and so leans to them where the data do not decide.
package struct ConvexWeights: Equatable, Sendable {
    /// One weight a member; they add up to 1.
    package let values: [Double]

    /// - Parameter values: positive or zero, at least one positive.
    package init(values: [Double]) throws(ForecastingError) {
        let sum = values.reduce(0, +)
        guard values.allSatisfy({ $0 >= 0 }), sum > 0, sum.isFinite else {
            throw ForecastingError(.badParameter, "the weights of an ensemble are not negative and not all zero")
        }
        self.values = values.map { $0 / sum }
    }

    /// Takes values that add up to 1 already.
    init(exactly values: [Double]) { self.values = values }

    /// Learns the weights.
    ///
    /// - Parameters:
    ///   - forecasts: one array a member, over all validation points.
    ///   - truth: what came.
    ///   - importance: how much a point's error counts.
    ///   - passes: steps of the descent.
    /// - Throws: ``ForecastingError`` with `.badParameter` for arrays of different lengths or none.
    package init(
        forecasts: [[Float]], truth: [Float], importance: [Float], passes: Int = 300
    ) throws(ForecastingError) {
        guard !forecasts.isEmpty, !truth.isEmpty, importance.count == truth.count,
            forecasts.allSatisfy({ $0.count == truth.count })
        else {
            throw ForecastingError(.badParameter, "validation needs as many forecasts as truths and weights")
        }
        var weights = [Double](repeating: 1 / Double(forecasts.count), count: forecasts.count)
        var average = weights.map { _ in 0.0 }
        var scale = 0.0
        for index in truth.indices { scale += Double(importance[index] * abs(truth[index] - forecasts[0][index])) }
        for pass in 1...passes {
            var slopes = weights.map { _ in 0.0 }
            for index in truth.indices {
                var sum: Float = 0
                for member in weights.indices { sum += Float(weights[member]) * forecasts[member][index] }
                let signed = sum > truth[index] ? importance[index] : -importance[index]
                for member in weights.indices { slopes[member] += Double(signed * forecasts[member][index]) }
            }
            let rate = 4 / Double(pass).squareRoot() / max(scale, 1e-12)
            let least = slopes.min() ?? 0
            for member in weights.indices { weights[member] *= Double.exp(-rate * (slopes[member] - least)) }
            let sum = weights.reduce(0, +)
            for member in weights.indices {
                weights[member] /= sum
                if 2 * pass > passes { average[member] += weights[member] }
            }
        }
        try self.init(values: average)
    }
}
