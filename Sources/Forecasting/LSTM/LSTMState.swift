/// A network's memory of one sequence, with all that a step needs: made once, it forecasts step by step without
/// allocating.
///
/// The steps give the same bits as the forward pass of training.
package struct LSTMState: Sendable {
    /// c and h of each layer.
    private var cells: [[Lanes]]
    private var hidden: [[Lanes]]
    private var gates: [[Lanes]]
    private var squashed: [[Lanes]]
    private var inputs: [Lanes]
    private var outputs: [Lanes]

    /// The memory at a sequence's beginning: zeros.
    package init(_ shape: LSTMShape) {
        func zeros(_ rows: Int) -> [[Lanes]] {
            shape.hidden.indices.map { [Lanes](repeating: .zero, count: rows * shape.cellBlocks($0)) }
        }
        // Two rows of c and h: before the step and after it, as LSTMCell wants them.
        cells = zeros(2)
        hidden = zeros(2)
        gates = zeros(4)
        squashed = zeros(1)
        inputs = [Lanes](repeating: .zero, count: shape.inputBlocks)
        outputs = [Lanes](repeating: .zero, count: shape.outputBlocks)
    }

    /// Takes in one step's features; then ``subscript(_:)`` has the forecasts made after it.
    ///
    /// - Parameters:
    ///   - network: the same at every step.
    ///   - features: as many as the network has inputs.
    package mutating func step(_ network: LSTMNetwork, _ features: Span<Float>) {
        let shape = network.shape
        precondition(features.count == shape.inputs && outputs.count == shape.outputBlocks)
        for index in 0..<features.count { inputs[index / 8][index % 8] = features[index] }
        for layer in shape.hidden.indices {
            let blocks = shape.cellBlocks(layer)
            let offsets = shape.offsets(layer)
            for block in 0..<4 * blocks { gates[layer][block] = network.parameters[offsets.bias + block] }
            if layer == 0 {
                LaneProduct.accumulate(
                    rows: 1, inner: shape.inputBlocks, columns: 4 * blocks, a: inputs, b: network.parameters,
                    bStart: offsets.input, c: &gates[layer])
            } else {
                LaneProduct.accumulate(
                    rows: 1, inner: shape.cellBlocks(layer - 1), columns: 4 * blocks, a: hidden[layer - 1],
                    b: network.parameters, bStart: offsets.input, c: &gates[layer])
            }
            LaneProduct.accumulate(
                rows: 1, inner: blocks, columns: 4 * blocks, a: hidden[layer], b: network.parameters,
                bStart: offsets.recurrent, c: &gates[layer])
            LSTMCell.forward(
                rows: 0..<1, blocks: blocks, gates: &gates[layer], cells: &cells[layer], hidden: &hidden[layer],
                tanhCells: &squashed[layer])
            for block in 0..<blocks {
                cells[layer][block] = cells[layer][blocks + block]
                hidden[layer][block] = hidden[layer][blocks + block]
            }
        }
        readOut(network)
    }

    private mutating func readOut(_ network: LSTMNetwork) {
        let shape = network.shape
        let head = shape.headOffsets
        for block in outputs.indices { outputs[block] = network.parameters[head.bias + block] }
        LaneProduct.accumulate(
            rows: 1, inner: shape.topBlocks, columns: shape.outputBlocks, a: hidden[shape.hidden.count - 1],
            b: network.parameters, bStart: head.cells, c: &outputs)
        LaneProduct.accumulate(
            rows: 1, inner: shape.inputBlocks, columns: shape.outputBlocks, a: inputs, b: network.parameters,
            bStart: head.direct, c: &outputs)
    }

    /// An output of the last step.
    package subscript(_ output: Int) -> Float { outputs[output / 8][output % 8] }
}
