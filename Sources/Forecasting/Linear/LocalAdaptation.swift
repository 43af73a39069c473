/// What a series' own windows say against the ``GlobalLinearModel``: a ridge regression of the global model's residuals,
/// with a ridge so strong that few windows hardly move it.
///
/// As an empirical Bayes estimate it shrinks each series' own coefficients towards those of all (Efron and Morris,
/// 1975). It is solved in its dual form (Saunders, Gammerman and Vovk, 1998), as a series has fewer windows than lags.
package struct LocalAdaptation: Sendable {
    /// The ridge, in units of one average window.
    package var ridge = 1600.0
    /// Fewer windows than this make no correction.
    package var minimum = 10
    /// As in ``GlobalLinearFit``.
    package var softening: Float = 0.05

    /// The adaptation of the numbers above, to be changed one by one.
    package init() {}

    /// What is to be added to the global model's forecasts of one series.
    ///
    /// - Parameters:
    ///   - model: the global model.
    ///   - regression: names the series and the windows to learn from.
    ///   - index: which series.
    ///   - times: the times forecast at.
    /// - Returns: `horizon` numbers for each of the times; zeros for a series with too few windows.
    /// - Throws: ``ForecastingError`` with `.singular`, which the ridge excludes for finite values.
    package func corrections(
        _ model: GlobalLinearModel, _ regression: WindowRegression, _ index: Int, times: [Int]
    ) throws(ForecastingError) -> [[Float]] {
        let known = Array(regression.times(index))
        let blocks = regression.outputBlocks
        guard known.count >= minimum else {
            return times.map { _ in [Float](repeating: 0, count: regression.horizon) }
        }
        var inputs = [Lanes](repeating: .zero, count: (known.count + times.count) * regression.inputBlocks)
        var outputs = [Lanes](repeating: .zero, count: known.count * blocks)
        var weights = [Float](repeating: 0, count: known.count)
        for (row, time) in known.enumerated() {
            regression.writeInputs(index, time: time, into: &inputs, row: row)
            weights[row] = regression.writeOutputs(index, time: time, into: &outputs, row: row)
        }
        for (row, time) in times.enumerated() {
            regression.writeInputs(index, time: time, into: &inputs, row: known.count + row)
        }
        let sizes = WindowResiduals.meanAbsolute(
            rows: known.count, regression: regression, inputs: inputs, outputs: outputs,
            coefficients: model.coefficients)
        for row in known.indices { weights[row] /= sizes[row] + softening }
        let mean = weights.reduce(0, +) / Float(known.count)
        let residuals = WindowResiduals.signed(
            rows: known.count, regression: regression, inputs: inputs, outputs: outputs,
            coefficients: model.coefficients)
        var products = Self.products(inputs, rows: known.count, width: regression.inputBlocks)
        for row in known.indices {
            products[row * known.count + row] += ridge * Double(mean) / max(1e-6, Double(weights[row]))
        }
        var dual = residuals.map { SIMD8<Double>($0) }
        try Cholesky(products, order: known.count).solve(&dual, blocks: blocks)
        return times.indices.map { target in
            var sum = [SIMD8<Double>](repeating: .zero, count: blocks)
            for row in known.indices {
                let product = Self.product(inputs, known.count + target, row, regression.inputBlocks)
                for block in 0..<blocks { sum[block] += product * dual[row * blocks + block] }
            }
            return (0..<regression.horizon).map { Float(sum[$0 / 8][$0 % 8]) }
        }
    }

    /// The lower triangle of X Xᵀ.
    private static func products(_ inputs: [Lanes], rows: Int, width: Int) -> [Double] {
        var products = [Double](repeating: 0, count: rows * rows)
        for i in 0..<rows {
            for j in 0...i { products[i * rows + j] = product(inputs, i, j, width) }
        }
        return products
    }

    private static func product(_ inputs: [Lanes], _ i: Int, _ j: Int, _ width: Int) -> Double {
        let rows = inputs.span
        var sum = Lanes.zero
        for block in 0..<width { sum += rows[i * width + block] * rows[j * width + block] }
        return Double(sum.sum())
    }
}
