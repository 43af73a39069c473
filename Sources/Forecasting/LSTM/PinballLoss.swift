/// The loss whose least expectation lies at quantiles (Koenker and Bassett, 1978): the mean over the levels q of
/// max(q e, (q - 1) e), e = target - output, times two, so that the median's is the absolute error.
package struct PinballLoss: Equatable, Sendable {
    /// The levels, in 0..<1 each. Output k · levels.count + j is level j of target k.
    package let levels: [Float]
    /// How much each level counts beside the others.
    package let importance: [Float]

    /// - Throws: ``ForecastingError`` with `.badParameter` for no levels, levels outside 0...1 or a negative importance.
    package init(levels: [Float], importance: [Float]? = nil) throws(ForecastingError) {
        let importance = importance ?? levels.map { _ in 1 }
        guard !levels.isEmpty, levels.allSatisfy({ $0 > 0 && $0 < 1 }), importance.count == levels.count,
            importance.allSatisfy({ $0 >= 0 && $0.isFinite })
        else {
            throw ForecastingError(.badParameter, "quantile levels lie between 0 and 1, each with an importance")
        }
        self.levels = levels
        self.importance = importance
    }

    /// Sums the loss of some rows and writes its gradient by the outputs.
    ///
    /// - Parameters:
    ///   - shard: the targets and their weights.
    ///   - blocks: blocks of eight outputs a row.
    ///   - outputs: the network's.
    ///   - gradient: as large as `outputs`, all zero; receives the derivatives.
    func accumulate(
        _ shard: borrowing LSTMShard, blocks: Int, outputs: [Lanes], gradient: inout [Lanes]
    ) -> Double {
        var total = 0.0
        for row in 0..<shard.sequences * shard.steps {
            for k in 0..<shard.targetCount {
                let weight = shard.weights[row * shard.targetCount + k]
                if weight == 0 { continue }
                let target = shard.targets[row * shard.targetCount + k]
                for (j, level) in levels.enumerated() {
                    let column = k * levels.count + j
                    let block = row * blocks + column / 8
                    let error = target - outputs[block][column % 8]
                    let scale = 2 * weight * importance[j]
                    let slope = error >= 0 ? level : level - 1
                    total += Double(scale * slope * error)
                    gradient[block][column % 8] = -scale * slope
                }
            }
        }
        return total
    }
}
