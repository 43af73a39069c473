import Forecasting

/// Sequences whose next value is a function of the last two: a network can learn them, a constant cannot.
struct LSTMExample: LSTMShardSource {
    let shape: LSTMShape

    func fill(_ shard: inout LSTMShard, _ random: inout TrainingRandom) {
        for place in 0..<shard.sequences {
            var (before, last) = (random.uniform(), random.uniform())
            for step in 0..<shard.steps {
                let row = step * shard.sequences + place
                let next = 4 * last * (1 - last) * 0.5 + 0.5 * before
                shard.inputs[row * shape.inputBlocks] = .zero
                shard.inputs[row * shape.inputBlocks][0] = last
                shard.targets[row] = next
                shard.weights[row] = step > 1 ? 1 : 0
                (before, last) = (last, next)
            }
        }
    }

    func shard(seed: UInt64) -> LSTMShard {
        var shard = LSTMShard(sequences: 8, steps: 10, shape: shape, targetCount: 1)
        var random = TrainingRandom(seed: seed)
        fill(&shard, &random)
        return shard
    }
}
