import Synchronization

/// The memory of one shard of a minibatch, from one update to the next.
///
/// A class, so that a task can work in it without a copy; the lock is never waited for, as each worker is in one task.
final class LSTMShardWorker: Sendable {
    struct Memory: Sendable {
        var shard: LSTMShard
        var workspace: LSTMWorkspace
        var gradient: [Lanes]
        var loss = 0.0
    }

    private let memory: Mutex<Memory>

    init(shape: LSTMShape, plan: LSTMTrainingPlan, targetCount: Int) {
        memory = Mutex(
            Memory(
                shard: LSTMShard(
                    sequences: plan.sequences, steps: plan.steps, shape: shape, targetCount: targetCount),
                workspace: LSTMWorkspace(shape: shape, sequences: plan.sequences, steps: plan.steps),
                gradient: [Lanes](repeating: .zero, count: shape.parameterBlocks)))
    }

    /// Blocks of eight parameters.
    var gradientCount: Int { memory.withLock { $0.gradient.count } }

    func addGradient(to sum: inout [Lanes]) {
        memory.withLock { memory in
            for index in sum.indices { sum[index] += memory.gradient[index] }
        }
    }

    /// Fills the shard and computes its gradient.
    func compute(
        _ network: LSTMNetwork, _ loss: PinballLoss, _ transposes: LSTMTransposes, _ source: some LSTMShardSource,
        _ random: TrainingRandom
    ) {
        memory.withLock { memory in
            var random = random
            source.fill(&memory.shard, &random)
            memory.loss = network.gradient(
                of: memory.shard, loss: loss, transposes: transposes, workspace: &memory.workspace,
                into: &memory.gradient)
        }
    }
}
