import RealModule

/// Fits the coefficients of a ``DirectExpert``: least absolute deviations with a ridge, by iteratively reweighted least
/// squares (Schlossmacher 1973). The absolute error is what a forecast is judged by, and a burst weighs no more in it
/// than its height.
struct LeastAbsoluteFit {
    /// The ridge on standardised regressors, as a part of the sum of the weights.
    var ridge = 1e-3
    var passes = 8
    /// Below this part of the mean absolute deviation residuals count as equal.
    var softening: Float = 0.1
    private static let batch = 512

    /// - Throws: ``ForecastingError`` with `.tooShort` where there are fewer rows than regressors.
    func fit(_ rows: DirectRows, _ recipe: ExpertRecipe) throws(ForecastingError) -> DirectExpert {
        let blocks = rows.regressors.blocks
        guard rows.count > 8 * blocks else {
            throw ForecastingError(
                .tooShort,
                "\(rows.count) observations of keys that were used do not determine a model of \(8 * blocks) coefficients; "
                    + "there must be more before the first forecast")
        }
        let (means, factors) = standardisation(rows, recipe)
        var inputs = rows.inputs
        for row in 0..<rows.count {
            for block in 0..<blocks {
                inputs[row * blocks + block] = (inputs[row * blocks + block] - means[block]) * factors[block]
            }
        }
        let importance = zip(rows.units, rows.counts).map { unit, count in
            recipe.scale == .logarithm ? Float.pow(max(unit, 1e-6), Float(recipe.emphasis)) : unit
        }
        var weights = importance
        var solution = [Lanes](repeating: .zero, count: blocks)
        for _ in 0..<passes {
            solution = try solve(rows, inputs, weights)
            weights = reweighted(rows, inputs, importance, solution)
        }
        // In terms of the regressors as they are.
        var shift: Float = 0
        for block in 0..<blocks {
            solution[block] *= factors[block]
            shift += (solution[block] * means[block]).sum()
        }
        solution[0][0] -= shift
        return DirectExpert(scale: recipe.scale, coefficients: solution)
    }

    /// Each regressor's mean and the reciprocal of its deviation; 0 and 1 for the constant, 0 for what is not looked at.
    private func standardisation(_ rows: DirectRows, _ recipe: ExpertRecipe) -> (means: [Lanes], factors: [Lanes]) {
        let blocks = rows.regressors.blocks
        var sums = [SIMD8<Double>](repeating: .zero, count: blocks)
        var squares = sums
        for row in 0..<rows.count {
            for block in 0..<blocks {
                let value = SIMD8<Double>(rows.inputs[row * blocks + block])
                sums[block] += value
                squares[block] += value * value
            }
        }
        let mask = rows.regressors.mask(days: recipe.days, hasWeeks: recipe.hasWeeks)
        let count = Double(rows.count)
        var means = [Lanes](repeating: .zero, count: blocks)
        var factors = means
        for index in 1..<8 * blocks where mask[index] {
            let mean = sums[index / 8][index % 8] / count
            let variance = squares[index / 8][index % 8] / count - mean * mean
            means[index / 8][index % 8] = Float(mean)
            factors[index / 8][index % 8] = variance > 1e-9 ? Float(1 / variance.squareRoot()) : 0
        }
        factors[0][0] = 1
        return (means, factors)
    }

    private func solve(_ rows: DirectRows, _ inputs: [Lanes], _ weights: [Float]) throws(ForecastingError) -> [Lanes] {
        let blocks = rows.regressors.blocks
        var sums = RegressionSums(inputBlocks: blocks, outputBlocks: 1)
        for start in stride(from: 0, to: rows.count, by: Self.batch) {
            let end = min(start + Self.batch, rows.count)
            sums.add(
                rows: end - start, inputs: Array(inputs[start * blocks..<end * blocks]),
                outputs: rows.targets[start..<end].map { target in
                    var lanes = Lanes.zero
                    lanes[0] = target
                    return lanes
                },
                weights: Array(weights[start..<end]))
        }
        let rows = try sums.coefficients(ridge: ridge * sums.weight)
        return (0..<blocks).map { block in
            var lanes = Lanes.zero
            for lane in 0..<8 { lanes[lane] = rows[8 * block + lane][0] }
            return lanes
        }
    }

    private func reweighted(
        _ rows: DirectRows, _ inputs: [Lanes], _ importance: [Float], _ solution: [Lanes]
    ) -> [Float] {
        let blocks = rows.regressors.blocks
        var residuals = [Float](repeating: 0, count: rows.count)
        for row in 0..<rows.count {
            var sums = Lanes.zero
            for block in 0..<blocks { sums.addProduct(solution[block], inputs[row * blocks + block]) }
            residuals[row] = abs(rows.targets[row] - sums.sum())
        }
        let least = softening * residuals.reduce(0, +) / Float(max(1, residuals.count)) + 1e-6
        return zip(importance, residuals).map { $0 / max($1, least) }
    }
}
