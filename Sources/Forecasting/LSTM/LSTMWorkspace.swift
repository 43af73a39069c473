/// What a pass through an ``LSTMNetwork`` leaves for the pass back: kept between minibatches, so that training does not
/// allocate.
package struct LSTMWorkspace: Sendable {
    /// The activations of a layer: rows of steps by sequences.
    struct Layer: Sendable {
        /// Gates i, f, g, o after their functions; overwritten by the gradients before them on the way back.
        var gates: [Lanes]
        /// c and h, one step longer than the sequence: the first are the initial zeros.
        var cells: [Lanes]
        var hidden: [Lanes]
        var tanhCells: [Lanes]
        /// The loss's gradient by h, and by c of one step.
        var hiddenGradient: [Lanes]
        var cellGradient: [Lanes]
    }

    let sequences: Int
    let steps: Int
    var layers: [Layer]
    var outputs: [Lanes]
    var outputGradient: [Lanes]

    /// - Parameters:
    ///   - shape: the network's.
    ///   - sequences: of a shard.
    ///   - steps: of each sequence.
    package init(shape: LSTMShape, sequences: Int, steps: Int) {
        self.sequences = sequences
        self.steps = steps
        let rows = sequences * steps
        layers = shape.hidden.indices.map { layer in
            let blocks = shape.cellBlocks(layer)
            let zeros = [Lanes](repeating: .zero, count: rows * blocks)
            let longer = [Lanes](repeating: .zero, count: (rows + sequences) * blocks)
            return Layer(
                gates: [Lanes](repeating: .zero, count: rows * 4 * blocks), cells: longer, hidden: longer,
                tanhCells: zeros, hiddenGradient: zeros,
                cellGradient: [Lanes](repeating: .zero, count: sequences * blocks))
        }
        outputs = [Lanes](repeating: .zero, count: rows * shape.outputBlocks)
        outputGradient = outputs
    }

    /// The outputs of the last forward pass: row t · sequences + b, padded to blocks.
    package var lastOutputs: [Lanes] { outputs }
}
