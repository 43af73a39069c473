/// One linear autoregression for all series: the seasonal differences of the next `horizon` steps from the last `lags`.
///
/// A global model of long memory, as Montero-Manso and Hyndman (2021) recommend for groups of series, fitted directly
/// for each step ahead. The windows are weighted iteratively by the reciprocals of their mean absolute residuals
/// (Schlossmacher, 1973): with one weight for all steps of a window a single factorisation serves them all, and the
/// result leans to medians as absolute errors want.
package struct GlobalLinearModel: Equatable, Sendable {
    /// Seasonal differences looked back on.
    package let lags: Int
    /// Steps forecast.
    package let horizon: Int
    /// B, row-major: regressors by steps ahead.
    package let coefficients: [Lanes]

    /// Takes coefficients fitted before.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for another number of them than lags and horizon need.
    package init(lags: Int, horizon: Int, coefficients: [Lanes]) throws(ForecastingError) {
        guard (1...8760).contains(lags), (1...8760).contains(horizon),
            coefficients.count == 8 * ((lags + 8) / 8) * ((horizon + 7) / 8)
        else {
            throw ForecastingError(
                .badParameter, "\(coefficients.count) blocks do not fit \(lags) lags, \(horizon) steps")
        }
        self.lags = lags
        self.horizon = horizon
        self.coefficients = coefficients
    }

    /// Forecasts the differences at one time of a series.
    ///
    /// - Parameters:
    ///   - regression: names the series; of the same lags and horizon.
    ///   - index: which series.
    ///   - time: the first step forecast.
    /// - Returns: `horizon` differences to the same step of the season before.
    package func forecast(_ regression: WindowRegression, _ index: Int, time: Int) -> [Float] {
        var inputs = [Lanes](repeating: .zero, count: regression.inputBlocks)
        regression.writeInputs(index, time: time, into: &inputs, row: 0)
        var outputs = [Lanes](repeating: .zero, count: regression.outputBlocks)
        LaneProduct.accumulate(
            rows: 1, inner: regression.inputBlocks, columns: regression.outputBlocks, a: inputs, b: coefficients,
            c: &outputs)
        return (0..<horizon).map { outputs[$0 / 8][$0 % 8] }
    }
}
