/// Where training takes its sequences from.
package protocol LSTMShardSource: Sendable {
    /// Fills in inputs, targets and weights of one shard; called from several tasks at once.
    ///
    /// - Parameters:
    ///   - shard: what an earlier call left, of the right dimensions; everything is to be overwritten.
    ///   - random: depends on seed, update and shard only, so that the choice does not depend on which task makes it.
    func fill(_ shard: inout LSTMShard, _ random: inout TrainingRandom)
}
