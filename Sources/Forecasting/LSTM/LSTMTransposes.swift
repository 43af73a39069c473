/// The transposes of a network's matrices, which the pass back multiplies by; made once an update.
package struct LSTMTransposes: Sendable {
    /// R of each layer.
    let recurrent: [[Lanes]]
    /// W of each layer; that of the lowest is empty, for nobody asks for the gradient by the inputs.
    let input: [[Lanes]]
    /// V.
    let head: [Lanes]

    /// Transposes the matrices of a network as it is now.
    package init(_ network: borrowing LSTMNetwork) {
        let shape = network.shape
        let parameters = network.parameters
        var recurrent: [[Lanes]] = []
        var input: [[Lanes]] = []
        for layer in shape.hidden.indices {
            let blocks = shape.cellBlocks(layer)
            let offsets = shape.offsets(layer)
            recurrent.append(
                LaneProduct.transpose(parameters, aStart: offsets.recurrent, rowBlocks: blocks, columns: 4 * blocks))
            input.append(
                layer == 0
                    ? []
                    : LaneProduct.transpose(
                        parameters, aStart: offsets.input, rowBlocks: shape.fanInBlocks(layer), columns: 4 * blocks))
        }
        self.recurrent = recurrent
        self.input = input
        head = LaneProduct.transpose(
            parameters, aStart: shape.headOffsets.cells, rowBlocks: shape.topBlocks, columns: shape.outputBlocks)
    }
}
