extension LSTMNetwork {
    /// Computes loss and gradient of a shard: back-propagation through time (Werbos, 1990) over the whole sequence.
    ///
    /// Shards of a minibatch may be computed at the same time; their gradients are to be added in a fixed order.
    ///
    /// - Parameters:
    ///   - shard: inputs, targets and weights.
    ///   - loss: has as many levels as there are outputs a target.
    ///   - transposes: of this network as it is now.
    ///   - workspace: made for this shape, sequences and steps.
    ///   - gradient: receives the derivatives, as long as `parameters`.
    /// - Returns: the sum of the weighted losses.
    package func gradient(
        of shard: borrowing LSTMShard, loss: PinballLoss, transposes: LSTMTransposes,
        workspace: inout LSTMWorkspace, into gradient: inout [Lanes]
    ) -> Double {
        forward(shard, &workspace)
        for index in gradient.indices { gradient[index] = .zero }
        for index in workspace.outputGradient.indices { workspace.outputGradient[index] = .zero }
        let total = loss.accumulate(
            shard, blocks: shape.outputBlocks, outputs: workspace.outputs, gradient: &workspace.outputGradient)
        headGradient(shard, transposes, &workspace, into: &gradient)
        for layer in shape.hidden.indices.reversed() {
            for step in (0..<shard.steps).reversed() {
                retreat(layer, step: step, shard: shard, transposes, &workspace.layers[layer])
            }
            layerGradient(layer, shard, transposes, &workspace, into: &gradient)
        }
        return total
    }

    /// The gradients of V, S and d, and of the top layer's h.
    private func headGradient(
        _ shard: borrowing LSTMShard, _ transposes: LSTMTransposes, _ workspace: inout LSTMWorkspace,
        into gradient: inout [Lanes]
    ) {
        let head = shape.headOffsets
        let rows = shard.sequences * shard.steps
        let top = shape.hidden.count - 1
        LaneProduct.accumulateTransposed(
            rows: rows, aColumns: shape.topBlocks, columns: shape.outputBlocks, a: workspace.layers[top].hidden,
            aStart: shard.sequences * shape.topBlocks, b: workspace.outputGradient, c: &gradient, cStart: head.cells)
        LaneProduct.accumulateTransposed(
            rows: rows, aColumns: shape.inputBlocks, columns: shape.outputBlocks, a: shard.inputs,
            b: workspace.outputGradient, c: &gradient, cStart: head.direct)
        Self.sumRows(workspace.outputGradient, width: shape.outputBlocks, rows: rows, into: &gradient, head.bias)
        for index in workspace.layers[top].hiddenGradient.indices {
            workspace.layers[top].hiddenGradient[index] = .zero
        }
        LaneProduct.accumulate(
            rows: rows, inner: shape.outputBlocks, columns: shape.topBlocks, a: workspace.outputGradient,
            b: transposes.head, c: &workspace.layers[top].hiddenGradient)
    }

    /// One step back through a layer: turns its gates into the gradients before their functions.
    private func retreat(
        _ layer: Int, step: Int, shard: borrowing LSTMShard, _ transposes: LSTMTransposes,
        _ state: inout LSTMWorkspace.Layer
    ) {
        let blocks = shape.cellBlocks(layer)
        let sequences = shard.sequences
        let first = step * sequences
        let isLast = step == shard.steps - 1
        if !isLast {
            LaneProduct.accumulate(
                rows: sequences, inner: 4 * blocks, columns: blocks, a: state.gates,
                aStart: (first + sequences) * 4 * blocks, b: transposes.recurrent[layer],
                c: &state.hiddenGradient, cStart: first * blocks)
        }
        LSTMCell.backward(
            rows: first..<first + sequences, blocks: blocks, isLast: isLast, gates: &state.gates, cells: state.cells,
            tanhCells: state.tanhCells, hiddenGradient: state.hiddenGradient, cellGradient: &state.cellGradient)
    }

    /// The gradients of W, R and b of a layer, and of the h of the layer below.
    private func layerGradient(
        _ layer: Int, _ shard: borrowing LSTMShard, _ transposes: LSTMTransposes, _ workspace: inout LSTMWorkspace,
        into gradient: inout [Lanes]
    ) {
        let offsets = shape.offsets(layer)
        let blocks = shape.cellBlocks(layer)
        let rows = shard.sequences * shard.steps
        let gates = workspace.layers[layer].gates
        LaneProduct.accumulateTransposed(
            rows: rows, aColumns: blocks, columns: 4 * blocks, a: workspace.layers[layer].hidden, b: gates,
            c: &gradient, cStart: offsets.recurrent)
        Self.sumRows(gates, width: 4 * blocks, rows: rows, into: &gradient, offsets.bias)
        guard layer > 0 else {
            LaneProduct.accumulateTransposed(
                rows: rows, aColumns: shape.inputBlocks, columns: 4 * blocks, a: shard.inputs, b: gates,
                c: &gradient, cStart: offsets.input)
            return
        }
        let below = shape.cellBlocks(layer - 1)
        LaneProduct.accumulateTransposed(
            rows: rows, aColumns: below, columns: 4 * blocks, a: workspace.layers[layer - 1].hidden,
            aStart: shard.sequences * below, b: gates, c: &gradient, cStart: offsets.input)
        for index in workspace.layers[layer - 1].hiddenGradient.indices {
            workspace.layers[layer - 1].hiddenGradient[index] = .zero
        }
        LaneProduct.accumulate(
            rows: rows, inner: 4 * blocks, columns: below, a: gates, b: transposes.input[layer],
            c: &workspace.layers[layer - 1].hiddenGradient)
    }

    private static func sumRows(
        _ source: [Lanes], width: Int, rows: Int, into target: inout [Lanes], _ start: Int
    ) {
        for row in 0..<rows {
            for block in 0..<width { target[start + block] += source[row * width + block] }
        }
    }
}
