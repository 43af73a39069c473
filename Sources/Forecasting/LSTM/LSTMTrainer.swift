/// Trains an ``LSTMNetwork`` with minibatches of shards, ``Adam``, clipping, averaged weights and early stopping.
///
/// Source, seeds and plan determine every bit of the result; the number of tasks does not enter, as each shard chooses
/// its sequences from its own generator and gradients are added in the order of the shards.
package struct LSTMTrainer<Source: LSTMShardSource>: Sendable {
    /// How to train.
    package let plan: LSTMTrainingPlan
    /// What to make small.
    package let loss: PinballLoss
    /// Where the sequences come from.
    package let source: Source

    /// - Throws: ``ForecastingError`` with `.badParameter` for a plan that no training can follow.
    package init(plan: LSTMTrainingPlan, loss: PinballLoss, source: Source) throws(ForecastingError) {
        try plan.check()
        self.plan = plan
        self.loss = loss
        self.source = source
    }

    /// Trains until the updates are used up or validation stops improving.
    ///
    /// - Parameters:
    ///   - start: the network to begin with.
    ///   - validation: shards that training never sees; none for no early stopping.
    ///   - targetCount: targets a row.
    package func train(
        _ start: LSTMNetwork, validation: [LSTMShard], targetCount: Int
    ) async -> LSTMTrainingResult {
        var network = start
        var average = start
        var best = LSTMTrainingResult(network: start, updates: 0, validations: [])
        var bestLoss = Double.infinity
        var failures = 0
        var adam = Adam(parameterBlocks: network.parameters.count, clip: plan.clip, decay: plan.decay)
        let workers = (0..<plan.shards).map { _ in
            LSTMShardWorker(shape: start.shape, plan: plan, targetCount: targetCount)
        }
        let last = min(plan.updates, plan.stop ?? plan.updates)
        for update in 0..<last {
            await compute(update, network, workers)
            let gradient = mean(of: workers)
            adam.update(&network.parameters, by: gradient, rate: plan.rate(at: update))
            // A young average would remember the start for long: it begins with a short memory.
            let factor = min(plan.averaging, Float(update + 1) / Float(update + 10))
            average.parameters.blend(network.parameters, keeping: plan.averaging == 0 ? 0 : factor)
            guard !validation.isEmpty, (update + 1) % plan.interval == 0 || update + 1 == last else { continue }
            let value = LSTMValidation.loss(of: average, validation, loss)
            best.validations.append(value)
            if value < bestLoss {
                bestLoss = value
                best.network = average
                best.updates = update + 1
                failures = 0
            } else {
                failures += 1
                if failures >= plan.patience { break }
            }
        }
        if validation.isEmpty {
            best.network = average
            best.updates = last
        }
        return best
    }

    /// Has all workers compute their shards' gradients.
    private func compute(_ update: Int, _ network: LSTMNetwork, _ workers: [LSTMShardWorker]) async {
        let transposes = LSTMTransposes(network)
        let tasks = min(plan.tasks, workers.count)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for index in stride(from: task, to: workers.count, by: tasks) {
                        let stream = UInt64(update * workers.count + index)
                        workers[index].compute(
                            network, loss, transposes, source, TrainingRandom(seed: plan.seed, stream: stream))
                    }
                }
            }
        }
    }

    /// The gradient of the mean loss of a sequence, added up in the workers' order.
    private func mean(of workers: [LSTMShardWorker]) -> [Lanes] {
        var sum = [Lanes](repeating: .zero, count: workers[0].gradientCount)
        for worker in workers { worker.addGradient(to: &sum) }
        let scale = 1 / Float(plan.shards * plan.sequences)
        for index in sum.indices { sum[index] *= scale }
        return sum
    }
}

extension [Lanes] {
    /// factor · self + (1 - factor) · other.
    mutating func blend(_ other: [Lanes], keeping factor: Float) {
        for index in indices { self[index] = factor * self[index] + (1 - factor) * other[index] }
    }
}
