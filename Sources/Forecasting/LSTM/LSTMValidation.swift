/// The loss of a network on sequences it was not trained on.
package enum LSTMValidation {
    /// - Returns: the sum of the weighted losses by the sum of the weights.
    package static func loss(of network: LSTMNetwork, _ shards: [LSTMShard], _ loss: PinballLoss) -> Double {
        var total = 0.0
        var weight = 0.0
        for shard in shards {
            var workspace = LSTMWorkspace(shape: network.shape, sequences: shard.sequences, steps: shard.steps)
            network.forward(shard, &workspace)
            total += loss.accumulate(
                shard, blocks: network.shape.outputBlocks, outputs: workspace.outputs,
                gradient: &workspace.outputGradient)
            weight += shard.weights.reduce(0) { $0 + Double($1) }
        }
        return weight > 0 ? total / weight : 0
    }
}
