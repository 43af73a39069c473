extension LSTMNetwork {
    /// Computes the outputs of every step of every sequence, from a state of zeros.
    ///
    /// - Parameters:
    ///   - shard: the inputs.
    ///   - workspace: made for this shape, sequences and steps; receives activations and outputs.
    package func forward(_ shard: borrowing LSTMShard, _ workspace: inout LSTMWorkspace) {
        precondition(shard.sequences == workspace.sequences && shard.steps == workspace.steps)
        let rows = shard.sequences * shard.steps
        for layer in shape.hidden.indices {
            if layer == 0 {
                project(shard.inputs, start: 0, layer: 0, rows: rows, into: &workspace.layers[0].gates)
            } else {
                let below = workspace.layers[layer - 1].hidden
                project(
                    below, start: shard.sequences * shape.cellBlocks(layer - 1), layer: layer, rows: rows,
                    into: &workspace.layers[layer].gates)
            }
            for step in 0..<shard.steps {
                advance(layer, step: step, sequences: shard.sequences, &workspace.layers[layer])
            }
        }
        readOut(shard, rows: rows, &workspace)
    }

    /// Sets the gates of all steps to bias and inputs times weights.
    private func project(_ inputs: [Lanes], start: Int, layer: Int, rows: Int, into gates: inout [Lanes]) {
        let offsets = shape.offsets(layer)
        let width = 4 * shape.cellBlocks(layer)
        Self.repeatRow(parameters, offsets.bias, width: width, rows: rows, into: &gates)
        LaneProduct.accumulate(
            rows: rows, inner: shape.fanInBlocks(layer), columns: width, a: inputs, aStart: start, b: parameters,
            bStart: offsets.input, c: &gates)
    }

    /// One step of a layer, all sequences.
    private func advance(_ layer: Int, step: Int, sequences: Int, _ state: inout LSTMWorkspace.Layer) {
        let blocks = shape.cellBlocks(layer)
        let first = step * sequences
        LaneProduct.accumulate(
            rows: sequences, inner: blocks, columns: 4 * blocks, a: state.hidden, aStart: first * blocks,
            b: parameters, bStart: shape.offsets(layer).recurrent, c: &state.gates, cStart: first * 4 * blocks)
        LSTMCell.forward(
            rows: first..<first + sequences, blocks: blocks, gates: &state.gates, cells: &state.cells,
            hidden: &state.hidden, tanhCells: &state.tanhCells)
    }

    /// The outputs of all steps.
    private func readOut(_ shard: borrowing LSTMShard, rows: Int, _ workspace: inout LSTMWorkspace) {
        let head = shape.headOffsets
        let top = shape.hidden.count - 1
        Self.repeatRow(parameters, head.bias, width: shape.outputBlocks, rows: rows, into: &workspace.outputs)
        LaneProduct.accumulate(
            rows: rows, inner: shape.topBlocks, columns: shape.outputBlocks, a: workspace.layers[top].hidden,
            aStart: shard.sequences * shape.topBlocks, b: parameters, bStart: head.cells, c: &workspace.outputs)
        LaneProduct.accumulate(
            rows: rows, inner: shape.inputBlocks, columns: shape.outputBlocks, a: shard.inputs,
            b: parameters, bStart: head.direct, c: &workspace.outputs)
    }

    private static func repeatRow(
        _ source: [Lanes], _ start: Int, width: Int, rows: Int, into target: inout [Lanes]
    ) {
        var span = target.mutableSpan
        for row in 0..<rows {
            for block in 0..<width { span[row * width + block] = source[start + block] }
        }
    }
}
