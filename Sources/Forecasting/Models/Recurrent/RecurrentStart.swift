/// The network that training begins with: its direct way from inputs to outputs is the linear model with the least
/// absolute errors, and the cells have next to nothing to say yet.
struct RecurrentStart: Sendable {
    private static let mostRows = 20_000
    private static let passes = 6
    private static let ridge = 1e-4
    private static let softening: Float = 0.1

    let sequences: RecurrentSequences
    let layout: RecurrentLayout

    /// - Throws: ``ForecastingError`` with `.tooShort` where there are fewer rows than features.
    func network(seed: UInt64) throws(ForecastingError) -> LSTMNetwork {
        let shape = sequences.shape
        var network = LSTMNetwork(shape: shape, seed: seed)
        let head = shape.headOffsets
        for index in head.cells..<head.direct { network.parameters[index] *= 0.1 }
        for horizon in layout.horizons.indices {
            for (feature, coefficient) in try fit(horizon).enumerated() {
                let row = head.direct + feature * shape.outputBlocks
                network.parameters[row + horizon / 8][horizon % 8] = coefficient
            }
        }
        return network
    }

    /// The coefficients of one horizon.
    private func fit(_ horizon: Int) throws(ForecastingError) -> [Float] {
        let (inputs, targets, importance) = gather(horizon)
        let blocks = sequences.shape.inputBlocks
        guard targets.count > 8 * blocks else {
            throw ForecastingError(
                .tooShort, "\(targets.count) observations do not determine a network of \(8 * blocks) inputs")
        }
        var weights = importance
        var solution: [Float] = []
        for _ in 0..<Self.passes {
            var sums = RegressionSums(inputBlocks: blocks, outputBlocks: 1)
            for start in stride(from: 0, to: targets.count, by: 512) {
                let end = min(start + 512, targets.count)
                sums.add(
                    rows: end - start, inputs: Array(inputs[start * blocks..<end * blocks]),
                    outputs: targets[start..<end].map { Lanes($0, 0, 0, 0, 0, 0, 0, 0) },
                    weights: Array(weights[start..<end]))
            }
            solution = try sums.coefficients(ridge: Self.ridge * sums.weight).map { $0[0] }
            let residuals = targets.indices.map { row in
                var value = targets[row]
                for block in 0..<blocks {
                    let lanes = inputs[row * blocks + block]
                    for lane in 0..<8 { value -= lanes[lane] * solution[8 * block + lane] }
                }
                return value
            }
            let least = Self.softening * residuals.reduce(0) { $0 + abs($1) } / Float(residuals.count) + 1e-6
            weights = zip(importance, residuals).map { $0 / max(abs($1), least) }
        }
        return Array(solution.prefix(layout.inputs))
    }

    /// Inputs, targets and weights of the rows that are for training.
    private func gather(_ horizon: Int) -> (inputs: [Lanes], targets: [Float], weights: [Float]) {
        let ahead = layout.horizons[horizon]
        let blocks = sequences.shape.inputBlocks
        let total = sequences.rows.reduce(0) { $0 + max(0, min($1.count, sequences.limit) - sequences.first) }
        // An odd number of rows apart, so that they fall on all times of the day.
        let step = max(1, total / Self.mostRows) | 1
        var inputs: [Lanes] = []
        var targets: [Float] = []
        var weights: [Float] = []
        for one in sequences.rows {
            for row in stride(from: sequences.first, to: min(one.count, sequences.limit) - ahead, by: step) {
                let index = row * sequences.targetCount + horizon
                guard one.weights[index] > 0 else { continue }
                inputs += one.inputs[row * blocks..<(row + 1) * blocks]
                targets.append(one.targets[index])
                weights.append(one.weights[index])
            }
        }
        return (inputs, targets, weights)
    }
}
