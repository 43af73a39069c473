/// The dimensions of an ``LSTMNetwork`` and where its matrices lie in the flat array of its parameters.
///
/// All matrices are row-major, rows of inputs by columns of outputs, columns padded to a multiple of eight.
package struct LSTMShape: Equatable, Sendable {
    /// Features a step.
    package let inputs: Int
    /// Cells of each layer, from the one that sees the inputs to the one that is read.
    package let hidden: [Int]
    /// Values forecast at each step, of all horizons and quantiles together.
    package let outputs: Int

    /// - Throws: ``ForecastingError`` with `.badParameter`, unless there are inputs, outputs and at least one layer, each
    ///   of a multiple of eight cells.
    package init(inputs: Int, hidden: [Int], outputs: Int) throws(ForecastingError) {
        guard (1...65_536).contains(inputs), (1...65_536).contains(outputs) else {
            throw ForecastingError(.badParameter, "a network needs 1...65536 inputs and outputs")
        }
        guard (1...16).contains(hidden.count), hidden.allSatisfy({ $0 % 8 == 0 && (8...4096).contains($0) }) else {
            throw ForecastingError(
                .badParameter, "a network needs 1...16 layers of a multiple of 8 cells, at most 4096")
        }
        self.inputs = inputs
        self.hidden = hidden
        self.outputs = outputs
    }

    /// Blocks of eight features a step.
    package var inputBlocks: Int { (inputs + 7) / 8 }

    /// Blocks of eight outputs a step.
    package var outputBlocks: Int { (outputs + 7) / 8 }

    /// Blocks of eight cells of a layer.
    func cellBlocks(_ layer: Int) -> Int { hidden[layer] / 8 }

    /// Blocks of eight values that a layer receives from below.
    func fanInBlocks(_ layer: Int) -> Int { layer == 0 ? inputBlocks : cellBlocks(layer - 1) }

    /// Blocks of eight cells of the layer that is read.
    var topBlocks: Int { cellBlocks(hidden.count - 1) }

    /// Where a layer's three matrices begin: from below, from the step before, and the bias.
    func offsets(_ layer: Int) -> (input: Int, recurrent: Int, bias: Int) {
        var offset = 0
        for lower in 0..<layer { offset += layerSize(lower) }
        let recurrent = offset + 32 * fanInBlocks(layer) * cellBlocks(layer)
        return (offset, recurrent, recurrent + 32 * cellBlocks(layer) * cellBlocks(layer))
    }

    /// Where the matrices of the outputs begin: from the cells, directly from the inputs, and the bias.
    var headOffsets: (cells: Int, direct: Int, bias: Int) {
        let cells = hidden.indices.reduce(0) { $0 + layerSize($1) }
        let direct = cells + 8 * topBlocks * outputBlocks
        return (cells, direct, direct + 8 * inputBlocks * outputBlocks)
    }

    /// Blocks of eight parameters altogether, padding included.
    package var parameterBlocks: Int { headOffsets.bias + outputBlocks }

    private func layerSize(_ layer: Int) -> Int {
        4 * cellBlocks(layer) * (8 * fanInBlocks(layer) + 8 * cellBlocks(layer) + 1)
    }
}
