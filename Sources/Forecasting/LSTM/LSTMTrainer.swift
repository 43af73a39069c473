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
        var progress = LSTMTrainingProgress(plan, loss: loss, start: start, validation: validation)
        let workers = workers(start.shape, targetCount: targetCount)
        while !progress.isDone {
            await compute(progress.update, progress.network, workers)
            progress.advance(mean(of: workers))
        }
        return progress.result
    }

    /// As the other, to the same bits, on the calling thread alone.
    ///
    /// - Parameters:
    ///   - start: the network to begin with.
    ///   - validation: shards that training never sees; none for no early stopping.
    ///   - targetCount: targets a row.
    package func trainAlone(
        _ start: LSTMNetwork, validation: [LSTMShard], targetCount: Int
    ) -> LSTMTrainingResult {
        var progress = LSTMTrainingProgress(plan, loss: loss, start: start, validation: validation)
        let workers = workers(start.shape, targetCount: targetCount)
        while !progress.isDone {
            let transposes = LSTMTransposes(progress.network)
            for index in workers.indices {
                compute(index, progress.update, progress.network, transposes, workers)
            }
            progress.advance(mean(of: workers))
        }
        return progress.result
    }

    private func workers(_ shape: LSTMShape, targetCount: Int) -> [LSTMShardWorker] {
        (0..<plan.shards).map { _ in LSTMShardWorker(shape: shape, plan: plan, targetCount: targetCount) }
    }

    /// Has all workers compute their shards' gradients.
    private func compute(_ update: Int, _ network: LSTMNetwork, _ workers: [LSTMShardWorker]) async {
        let transposes = LSTMTransposes(network)
        let tasks = min(plan.tasks, workers.count)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for index in stride(from: task, to: workers.count, by: tasks) {
                        compute(index, update, network, transposes, workers)
                    }
                }
            }
        }
    }

    /// Has one worker compute its shard's gradient.
    private func compute(
        _ index: Int, _ update: Int, _ network: LSTMNetwork, _ transposes: LSTMTransposes, _ workers: [LSTMShardWorker]
    ) {
        let stream = UInt64(update * workers.count + index)
        workers[index].compute(network, loss, transposes, source, TrainingRandom(seed: plan.seed, stream: stream))
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
