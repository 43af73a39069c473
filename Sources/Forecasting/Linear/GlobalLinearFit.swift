/// How a ``GlobalLinearModel`` is fitted.
package struct GlobalLinearFit: Sendable {
    /// The ridge, as a part of the sum of the weights.
    package var ridge = 0.01
    /// How often the windows are weighted anew.
    package var passes = 4
    /// Added to a window's mean absolute residual, in units of the seasonal difference.
    package var softening: Float = 0.05
    /// Series a batch; batches run at the same time.
    package var tasks = 2

    /// The fit of the numbers above, to be changed one by one.
    package init() {}

    /// Fits the coefficients.
    ///
    /// - Throws: ``ForecastingError`` with `.tooShort` when no series is longer than lags and horizon.
    package func fit(_ regression: WindowRegression) async throws(ForecastingError) -> GlobalLinearModel {
        var coefficients: [Lanes]?
        for _ in 0...passes {
            let sums = await sums(regression, coefficients)
            guard sums.weight > 0 else {
                throw ForecastingError(.tooShort, "no series is longer than \(regression.lags) lags and the horizon")
            }
            coefficients = try sums.coefficients(ridge: ridge * sums.weight)
        }
        return try GlobalLinearModel(
            lags: regression.lags, horizon: regression.horizon, coefficients: coefficients ?? [])
    }

    /// The sums over all series. Series are dealt to tasks in a fixed way and added in order.
    private func sums(_ regression: WindowRegression, _ coefficients: [Lanes]?) async -> RegressionSums {
        // Four parts whatever the number of tasks, so that sums are rounded the same way.
        let parts = 4
        let results = await withTaskGroup(of: [(Int, RegressionSums)].self) { group in
            for task in 0..<min(tasks, parts) {
                group.addTask {
                    stride(from: task, to: parts, by: min(tasks, parts)).map { part in
                        (part, partSums(part, of: parts, regression, coefficients))
                    }
                }
            }
            var results: [(Int, RegressionSums)] = []
            for await result in group { results += result }
            return results.sorted { $0.0 < $1.0 }
        }
        var total = results[0].1
        for (_, sums) in results.dropFirst() { total.add(sums) }
        return total
    }

    private func partSums(
        _ part: Int, of parts: Int, _ regression: WindowRegression, _ coefficients: [Lanes]?
    ) -> RegressionSums {
        var sums = RegressionSums(inputBlocks: regression.inputBlocks, outputBlocks: regression.outputBlocks)
        let batch = 512
        var inputs = [Lanes](repeating: .zero, count: batch * regression.inputBlocks)
        var outputs = [Lanes](repeating: .zero, count: batch * regression.outputBlocks)
        var weights = [Float](repeating: 0, count: batch)
        var rows = 0
        func flush() {
            if let coefficients {
                let residuals = WindowResiduals.meanAbsolute(
                    rows: rows, regression: regression, inputs: inputs, outputs: outputs, coefficients: coefficients)
                for row in 0..<rows { weights[row] /= residuals[row] + softening }
            } else {
                for row in 0..<rows { weights[row] = 1 }
            }
            sums.add(rows: rows, inputs: inputs, outputs: outputs, weights: weights)
            rows = 0
        }
        for index in stride(from: part, to: regression.series.count, by: parts) {
            for time in regression.times(index) {
                regression.writeInputs(index, time: time, into: &inputs, row: rows)
                weights[rows] = regression.writeOutputs(index, time: time, into: &outputs, row: rows)
                rows += 1
                if rows == batch { flush() }
            }
        }
        flush()
        return sums
    }
}
