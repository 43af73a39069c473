/// What happens within the cells of a layer at one step, all sequences of a shard.
enum LSTMCell {
    /// Gates, cells and outputs of a step.
    ///
    /// - Parameters:
    ///   - rows: the step's rows, one a sequence.
    ///   - blocks: blocks of eight cells.
    ///   - gates: sums on entry, i, f, g, o after their functions on return.
    ///   - cells: c, one step ahead of the other arrays.
    ///   - hidden: h, likewise.
    ///   - tanhCells: receives tanh c.
    static func forward(
        rows: Range<Int>, blocks: Int, gates: inout [Lanes], cells: inout [Lanes], hidden: inout [Lanes],
        tanhCells: inout [Lanes]
    ) {
        var gates = gates.mutableSpan
        var cells = cells.mutableSpan
        var hidden = hidden.mutableSpan
        var tanhCells = tanhCells.mutableSpan
        for row in rows {
            for block in 0..<blocks {
                let gate = row * 4 * blocks + block
                let i = LaneMath.sigmoid(gates[gate])
                let f = LaneMath.sigmoid(gates[gate + blocks])
                let g = LaneMath.tanh(gates[gate + 2 * blocks])
                let o = LaneMath.sigmoid(gates[gate + 3 * blocks])
                let c = f * cells[row * blocks + block] + i * g
                let squashed = LaneMath.tanh(c)
                gates[gate] = i
                gates[gate + blocks] = f
                gates[gate + 2 * blocks] = g
                gates[gate + 3 * blocks] = o
                cells[(row + rows.count) * blocks + block] = c
                tanhCells[row * blocks + block] = squashed
                hidden[(row + rows.count) * blocks + block] = o * squashed
            }
        }
    }

    /// The way back through a step: from the gradient by h, and by the c of the step after, to those by the gates' sums.
    ///
    /// - Parameters:
    ///   - rows: the step's rows.
    ///   - blocks: blocks of eight cells.
    ///   - isLast: no step came after.
    ///   - gates: i, f, g, o on entry, the gradients by their sums on return.
    ///   - cells: c, one step ahead, so that a row here finds the c before.
    ///   - tanhCells: tanh c.
    ///   - hiddenGradient: the gradient by h.
    ///   - cellGradient: by c of the step after on entry, of this step's predecessor on return; one row a sequence.
    static func backward(
        rows: Range<Int>, blocks: Int, isLast: Bool, gates: inout [Lanes], cells: [Lanes], tanhCells: [Lanes],
        hiddenGradient: [Lanes], cellGradient: inout [Lanes]
    ) {
        var gates = gates.mutableSpan
        var cellGradient = cellGradient.mutableSpan
        for row in rows {
            for block in 0..<blocks {
                let gate = row * 4 * blocks + block
                let (i, f) = (gates[gate], gates[gate + blocks])
                let (g, o) = (gates[gate + 2 * blocks], gates[gate + 3 * blocks])
                let squashed = tanhCells[row * blocks + block]
                let dh = hiddenGradient[row * blocks + block]
                let kept = (row - rows.lowerBound) * blocks + block
                let dc = (isLast ? Lanes.zero : cellGradient[kept]) + dh * o * (1 - squashed * squashed)
                gates[gate] = dc * g * i * (1 - i)
                gates[gate + blocks] = dc * cells[row * blocks + block] * f * (1 - f)
                gates[gate + 2 * blocks] = dc * i * (1 - g * g)
                gates[gate + 3 * blocks] = dh * squashed * o * (1 - o)
                cellGradient[kept] = dc * f
            }
        }
    }
}
