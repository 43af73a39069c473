/// Some sequences of a minibatch, over which one task computes the gradient.
///
/// Rows are steps by sequences, step-major: row t · sequences + b is step t of sequence b.
package struct LSTMShard: Sendable {
    /// Sequences side by side; a multiple of four is fastest.
    package let sequences: Int
    /// Steps of each sequence.
    package let steps: Int
    /// Features: a row has the shape's `inputBlocks`, padding zero.
    package var inputs: [Lanes]
    /// What the outputs should be: a row has `targets` numbers.
    package var targets: [Float]
    /// How much an error of each target counts; 0 hides it.
    package var weights: [Float]
    /// Targets a row, as many as horizons.
    package let targetCount: Int

    /// Makes a shard of zeros, to be filled in.
    package init(sequences: Int, steps: Int, shape: LSTMShape, targetCount: Int) {
        self.sequences = sequences
        self.steps = steps
        self.targetCount = targetCount
        inputs = [Lanes](repeating: .zero, count: sequences * steps * shape.inputBlocks)
        targets = [Float](repeating: 0, count: sequences * steps * targetCount)
        weights = targets
    }
}
