/// A network of long short-term memory cells with a linear head: the global model that learns from all series at once.
///
/// Hochreiter and Schmidhuber (1997) with the forget gate of Gers, Schmidhuber and Cummins (2000). Layer l at step t:
///
///     i, f, o = sigmoid(x W + h₋₁ R + b),  g = tanh(x W + h₋₁ R + b),  c = f c₋₁ + i g,  h = o tanh c
///
/// and the outputs of the step are y = h V + x S + d, where h are the top layer's and S is the direct way from inputs to
/// outputs: a linear autoregression that the cells correct. The meaning of inputs and outputs is the caller's.
package struct LSTMNetwork: Equatable, Sendable {
    /// The dimensions.
    package let shape: LSTMShape
    /// All matrices, laid out as ``LSTMShape`` says; padding is zero and stays so.
    package internal(set) var parameters: [Lanes]

    init(shape: LSTMShape, parameters: [Lanes]) {
        self.shape = shape
        self.parameters = parameters
    }

    /// Makes an untrained network: uniform weights of ±1/√cells for the layers (as Glorot and Bengio, 2010, but for a
    /// constant), small ones for the head, forget gates open (bias 1; Józefowicz, Zaremba and Sutskever, 2015).
    ///
    /// - Parameters:
    ///   - shape: the dimensions.
    ///   - seed: determines the weights.
    package init(shape: LSTMShape, seed: UInt64) {
        self.shape = shape
        parameters = [Lanes](repeating: .zero, count: shape.parameterBlocks)
        var random = TrainingRandom(seed: seed)
        for layer in shape.hidden.indices {
            let cells = shape.hidden[layer]
            let offsets = shape.offsets(layer)
            let fanIn = layer == 0 ? shape.inputs : shape.hidden[layer - 1]
            let bound = 1 / Float(cells + fanIn).squareRoot()
            fill(offsets.input, rows: fanIn, columns: 4 * cells, within: bound, from: &random)
            fill(
                offsets.recurrent, rows: cells, columns: 4 * cells, within: 1 / Float(cells).squareRoot(), from: &random
            )
            let blocks = shape.cellBlocks(layer)
            for block in 0..<blocks { parameters[offsets.bias + blocks + block] = Lanes(repeating: 1) }
        }
        let top = 8 * shape.topBlocks
        fill(
            shape.headOffsets.cells, rows: top, columns: shape.outputs, within: 0.5 / Float(top).squareRoot(),
            from: &random)
    }

    private mutating func fill(
        _ offset: Int, rows: Int, columns: Int, within bound: Float, from random: inout TrainingRandom
    ) {
        let blocks = (columns + 7) / 8
        for row in 0..<rows {
            for column in 0..<columns {
                parameters[offset + row * blocks + column / 8][column % 8] = bound * (2 * random.uniform() - 1)
            }
        }
    }
}

extension LSTMNetwork {
    /// Adds to one parameter: for tests of the gradient.
    package mutating func nudge(_ block: Int, _ lane: Int, by difference: Float) {
        parameters[block][lane] += difference
    }
}
