/// The sums XᵀWX and XᵀWY of a weighted least-squares regression with several outputs, collected row by row.
///
/// Batches of rows are multiplied in floats and added in doubles: within a batch of some hundred rows floats lose
/// nothing that matters beside the ridge.
package struct RegressionSums: Sendable {
    /// Blocks of eight regressors.
    package let inputBlocks: Int
    /// Blocks of eight outputs.
    package let outputBlocks: Int
    /// XᵀWX, row-major over all padded regressors.
    package private(set) var gram: [SIMD8<Double>]
    /// XᵀWY, likewise.
    package private(set) var cross: [SIMD8<Double>]
    /// The sum of the weights.
    package private(set) var weight = 0.0

    /// Sums of no rows yet.
    package init(inputBlocks: Int, outputBlocks: Int) {
        self.inputBlocks = inputBlocks
        self.outputBlocks = outputBlocks
        gram = [SIMD8<Double>](repeating: .zero, count: 8 * inputBlocks * inputBlocks)
        cross = [SIMD8<Double>](repeating: .zero, count: 8 * inputBlocks * outputBlocks)
    }

    /// Adds a batch.
    ///
    /// - Parameters:
    ///   - rows: how many.
    ///   - inputs: X, `inputBlocks` a row.
    ///   - outputs: Y, `outputBlocks` a row.
    ///   - weights: one a row.
    package mutating func add(rows: Int, inputs: [Lanes], outputs: [Lanes], weights: [Float]) {
        precondition(inputs.count >= rows * inputBlocks && outputs.count >= rows * outputBlocks)
        var weighted = inputs
        for row in 0..<rows {
            weight += Double(weights[row])
            for block in 0..<inputBlocks { weighted[row * inputBlocks + block] *= weights[row] }
        }
        var products = [Lanes](repeating: .zero, count: gram.count)
        LaneProduct.accumulateTransposed(
            rows: rows, aColumns: inputBlocks, columns: inputBlocks, a: weighted, b: inputs, c: &products)
        for index in gram.indices { gram[index] += SIMD8<Double>(products[index]) }
        products = [Lanes](repeating: .zero, count: cross.count)
        LaneProduct.accumulateTransposed(
            rows: rows, aColumns: inputBlocks, columns: outputBlocks, a: weighted, b: outputs, c: &products)
        for index in cross.indices { cross[index] += SIMD8<Double>(products[index]) }
    }

    /// Adds the sums of another part of the rows.
    package mutating func add(_ other: Self) {
        for index in gram.indices { gram[index] += other.gram[index] }
        for index in cross.indices { cross[index] += other.cross[index] }
        weight += other.weight
    }

    /// The coefficients that minimise Σ w |y - xB|² + ridge |B|².
    ///
    /// - Parameters:
    ///   - ridge: in the same unit as the sums; positive.
    /// - Returns: B, row-major: 8 · inputBlocks rows of `outputBlocks`.
    /// - Throws: ``ForecastingError`` with `.singular` when floats could not tell the regressors apart.
    package func coefficients(ridge: Double) throws(ForecastingError) -> [Lanes] {
        let order = 8 * inputBlocks
        var matrix = [Double](repeating: 0, count: order * order)
        for row in 0..<order {
            for block in 0..<inputBlocks {
                let values = gram[row * inputBlocks + block]
                for lane in 0..<8 { matrix[row * order + 8 * block + lane] = values[lane] }
            }
            matrix[row * order + row] += ridge
        }
        var right = cross
        try Cholesky(matrix, order: order).solve(&right, blocks: outputBlocks)
        return right.map { Lanes($0) }
    }
}
