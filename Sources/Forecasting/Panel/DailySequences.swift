/// Sequences for an LSTM that steps from day to day through a panel of hourly series: at each step it sees the seasonal
/// differences of the last week and forecasts those of the next two days, at the same hours of the day.
package struct DailySequences: Sendable {
    /// How many hours are seen at each step.
    package let window: Int
    /// How many hours are forecast.
    package let horizon: Int
    /// The panel.
    package let series: [PanelSeries]
    /// The last hours of each series that training does not see.
    package let withheld: Int
    /// Standard deviation of the noise added to inputs when training.
    package let noise: Float
    /// Sequences are multiplied by a number of 1 / (1 + jitter)...1 + jitter when training.
    package let jitter: Float

    /// Sequences of a panel.
    package init(
        _ series: [PanelSeries], window: Int, horizon: Int, withheld: Int, noise: Float = 0,
        jitter: Float = 0
    ) {
        self.series = series
        self.window = window
        self.horizon = horizon
        self.withheld = withheld
        self.noise = noise
        self.jitter = jitter
    }

    /// Features a step.
    package var inputs: Int { Self.inputs(window: window) }

    /// Features a step: the hours seen, what kind of series it is, and how the last day differs from the week.
    package static func inputs(window: Int) -> Int { window + PanelSeries.traitCount + 1 }

    /// Writes one sequence of a shard, whose last step stands after `end` hours; steps before the series begins stay
    /// zero and without weight.
    package func write(_ index: Int, end: Int, limit: Int, into shard: inout LSTMShard, at place: Int) {
        let item = series[index]
        let blocks = shard.inputs.count / (shard.sequences * shard.steps)
        for step in 0..<shard.steps {
            let row = step * shard.sequences + place
            for block in 0..<blocks { shard.inputs[row * blocks + block] = .zero }
            for k in 0..<horizon { shard.weights[row * horizon + k] = 0 }
            let time = end - item.season * (shard.steps - 1 - step)
            guard time >= max(window, 7 * item.season) + item.season else { continue }
            for lag in 0..<window {
                shard.inputs[row * blocks + lag / 8][lag % 8] = Self.squash(item.differences[time - 1 - lag])
            }
            for (k, trait) in item.traits.enumerated() {
                shard.inputs[row * blocks + (window + k) / 8][(window + k) % 8] = trait
            }
            let mean =
                (item.levels[time - item.season..<time].reduce(0, +)
                    - item.levels[time - 8 * item.season..<time - item.season].reduce(0, +) / 7) / Float(item.season)
            let last = window + item.traits.count
            shard.inputs[row * blocks + last / 8][last % 8] = Self.squash(mean)
            for k in 0..<horizon where time + k < limit {
                let base = time + k % item.season - item.season
                shard.targets[row * horizon + k] = item.levels[time + k] - item.levels[base]
                shard.weights[row * horizon + k] = item.weights[time + k]
            }
        }
    }

    /// Keeps ±4 as it is and grows with the root of what is beyond: outages should not swamp the other inputs.
    static func squash(_ x: Float) -> Float {
        let size = abs(x)
        if size <= 4 { return x }
        let root = 4 * (size / 4).squareRoot()
        return x < 0 ? -root : root
    }

    /// Sequences of all series whose last step stands `back` steps before the ends of the series. Only the last steps'
    /// targets have weight, and only those that are known.
    package func ends(back: Int, shape: LSTMShape, steps: Int) -> LSTMShard {
        var shard = LSTMShard(sequences: series.count, steps: steps, shape: shape, targetCount: horizon)
        for (index, item) in series.enumerated() {
            let count = item.levels.count
            write(index, end: count - back, limit: count, into: &shard, at: index)
        }
        for place in 0..<(steps - 1) * series.count * horizon { shard.weights[place] = 0 }
        return shard
    }
}

extension DailySequences: LSTMShardSource {
    package func fill(_ shard: inout LSTMShard, _ random: inout TrainingRandom) {
        for place in 0..<shard.sequences {
            writeRandom(into: &shard, at: place, &random)
        }
        if jitter > 0 { scale(&shard, &random) }
        if noise > 0 { disturb(&shard, &random) }
    }

    /// A sequence of any series that ends at any time.
    private func writeRandom(into shard: inout LSTMShard, at place: Int, _ random: inout TrainingRandom) {
        let index = random.below(series.count)
        let limit = series[index].levels.count - withheld
        // The last step has at least half of its targets.
        let latest = limit - horizon / 2
        let earliest = min(
            latest, max(window, 7 * series[index].season) + series[index].season * max(2, shard.steps / 2))
        write(index, end: earliest + random.below(latest - earliest + 1), limit: limit, into: &shard, at: place)
    }

    /// Multiplies whole sequences, inputs and targets.
    private func scale(_ shard: inout LSTMShard, _ random: inout TrainingRandom) {
        let blocks = shard.inputs.count / (shard.sequences * shard.steps)
        for place in 0..<shard.sequences {
            let size = 1 + jitter * random.uniform()
            let factor = random.uniform() < 0.5 ? size : 1 / size
            for step in 0..<shard.steps {
                let row = step * shard.sequences + place
                for block in 0..<window / 8 { shard.inputs[row * blocks + block] *= factor }
                for k in row * horizon..<(row + 1) * horizon { shard.targets[k] *= factor }
            }
        }
    }

    /// Adds noise to the lags.
    private func disturb(_ shard: inout LSTMShard, _ random: inout TrainingRandom) {
        let blocks = shard.inputs.count / (shard.sequences * shard.steps)
        for row in 0..<shard.sequences * shard.steps {
            for block in 0..<window / 8 {
                for lane in 0..<8 {
                    shard.inputs[row * blocks + block][lane] += noise * (random.uniform() + random.uniform() - 1) * 2.45
                }
            }
        }
    }
}
