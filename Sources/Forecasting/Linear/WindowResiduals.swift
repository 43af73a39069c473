/// How far a linear model is from the outputs of some windows.
enum WindowResiduals {
    /// The mean over the steps ahead of |y - xB|, one a row.
    static func meanAbsolute(
        rows: Int, regression: WindowRegression, inputs: [Lanes], outputs: [Lanes], coefficients: [Lanes]
    ) -> [Float] {
        let residuals = signed(
            rows: rows, regression: regression, inputs: inputs, outputs: outputs, coefficients: coefficients)
        return (0..<rows).map { row in
            var sum = Lanes.zero
            for block in 0..<regression.outputBlocks {
                let e = residuals[row * regression.outputBlocks + block]
                sum += e.replacing(with: -e, where: e .< 0)
            }
            return sum.sum() / Float(regression.horizon)
        }
    }

    /// y - xB, as large as the outputs.
    static func signed(
        rows: Int, regression: WindowRegression, inputs: [Lanes], outputs: [Lanes], coefficients: [Lanes]
    ) -> [Lanes] {
        var fitted = [Lanes](repeating: .zero, count: rows * regression.outputBlocks)
        LaneProduct.accumulate(
            rows: rows, inner: regression.inputBlocks, columns: regression.outputBlocks, a: inputs, b: coefficients,
            c: &fitted)
        for index in fitted.indices { fitted[index] = outputs[index] - fitted[index] }
        return fitted
    }
}
