/// Stretches of the rows of all series, for training and for validation.
struct RecurrentSequences: LSTMShardSource {
    let rows: [RecurrentRows]
    let shape: LSTMShape
    /// Targets a row.
    let targetCount: Int
    /// Bins ahead.
    let horizons: [Int]
    /// The first row of a series that is used: before it hardly anything is known.
    let first: Int
    /// The bins from here on are not for training.
    let limit: Int
    /// Steps at a sequence's beginning whose outputs do not count: the cells know nothing yet.
    let warmUp: Int

    func fill(_ shard: inout LSTMShard, _ random: inout TrainingRandom) {
        for place in 0..<shard.sequences {
            let index = random.below(rows.count)
            let latest = min(limit, rows[index].count) - shard.steps
            let start = latest > first ? first + random.below(latest - first) : max(0, latest)
            write(index, from: start, limit: limit, into: &shard, at: place)
        }
    }

    /// The stretches that cover what is not for training, side by side.
    ///
    /// - Parameter most: stretches at most; of more, one in so many is taken.
    func validation(steps: Int, most: Int) -> [LSTMShard] {
        var places: [(series: Int, start: Int)] = []
        for (index, one) in rows.enumerated() {
            for start in stride(from: limit - warmUp, through: one.count - steps, by: steps - warmUp) where start >= 0 {
                places.append((index, start))
            }
        }
        let step = max(1, (places.count + most - 1) / most)
        let chosen = stride(from: 0, to: places.count, by: step).map { places[$0] }
        return stride(from: 0, to: chosen.count, by: 32).map { first in
            let some = chosen[first..<min(first + 32, chosen.count)]
            var shard = LSTMShard(sequences: some.count, steps: steps, shape: shape, targetCount: targetCount)
            for (place, one) in some.enumerated() {
                write(one.series, from: one.start, limit: .max, into: &shard, at: place)
            }
            return shard
        }
    }

    /// One sequence of a shard.
    private func write(_ index: Int, from start: Int, limit: Int, into shard: inout LSTMShard, at place: Int) {
        let one = rows[index]
        for step in 0..<shard.steps {
            let row = step * shard.sequences + place
            let source = start + step
            let isKnown = source < one.count
            for block in 0..<one.blocks {
                shard.inputs[row * one.blocks + block] = isKnown ? one.inputs[source * one.blocks + block] : .zero
            }
            for (k, horizon) in horizons.enumerated() {
                let isUsed = isKnown && step >= warmUp && source + horizon < limit
                shard.targets[row * targetCount + k] = isKnown ? one.targets[source * targetCount + k] : 0
                shard.weights[row * targetCount + k] = isUsed ? one.weights[source * targetCount + k] : 0
            }
        }
    }
}
