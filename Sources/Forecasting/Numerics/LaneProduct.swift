/// Products of row-major matrices whose rows are whole numbers of ``Lanes``.
///
/// The columns are padded with zeros to a multiple of eight, so that there are no tails to treat apart; a tile of four
/// rows by eight columns stays in registers while it is summed. The order of the sums is fixed: the same operands give
/// the same bits.
package enum LaneProduct {
    /// C += A · B.
    ///
    /// - Parameters:
    ///   - rows: rows of A and C.
    ///   - a: A from block `aStart`, `inner` blocks a row (8 · inner columns).
    ///   - b: B from block `bStart`, 8 · inner rows of `columns` blocks.
    ///   - c: C from block `cStart`, `columns` blocks a row.
    package static func accumulate(
        rows: Int, inner: Int, columns: Int, a: [Lanes], aStart: Int = 0, b: [Lanes], bStart: Int = 0,
        c: inout [Lanes], cStart: Int = 0
    ) {
        precondition(aStart + rows * inner <= a.count && bStart + 8 * inner * columns <= b.count)
        precondition(cStart + rows * columns <= c.count)
        let a = a.span
        let b = b.span
        var c = c.mutableSpan
        var row = 0
        while row + 4 <= rows {
            let a0 = aStart + row * inner
            let c0 = cStart + row * columns
            for column in 0..<columns {
                var s0 = unsafe c[unchecked: c0 + column]
                var s1 = unsafe c[unchecked: c0 + columns + column]
                var s2 = unsafe c[unchecked: c0 + 2 * columns + column]
                var s3 = unsafe c[unchecked: c0 + 3 * columns + column]
                var bIndex = bStart + column
                for block in 0..<inner {
                    let x0 = unsafe a[unchecked: a0 + block]
                    let x1 = unsafe a[unchecked: a0 + inner + block]
                    let x2 = unsafe a[unchecked: a0 + 2 * inner + block]
                    let x3 = unsafe a[unchecked: a0 + 3 * inner + block]
                    for lane in 0..<8 {
                        let y = unsafe b[unchecked: bIndex]
                        bIndex += columns
                        s0 += x0[lane] * y
                        s1 += x1[lane] * y
                        s2 += x2[lane] * y
                        s3 += x3[lane] * y
                    }
                }
                unsafe c[unchecked: c0 + column] = s0
                unsafe c[unchecked: c0 + columns + column] = s1
                unsafe c[unchecked: c0 + 2 * columns + column] = s2
                unsafe c[unchecked: c0 + 3 * columns + column] = s3
            }
            row += 4
        }
        while row < rows {
            let a0 = aStart + row * inner
            let c0 = cStart + row * columns
            for column in 0..<columns {
                var s0 = unsafe c[unchecked: c0 + column]
                var bIndex = bStart + column
                for block in 0..<inner {
                    let x0 = unsafe a[unchecked: a0 + block]
                    for lane in 0..<8 {
                        s0 += x0[lane] * (unsafe b[unchecked: bIndex])
                        bIndex += columns
                    }
                }
                unsafe c[unchecked: c0 + column] = s0
            }
            row += 1
        }
    }

    /// C += Aᵀ · B: the gradient of a weight matrix from its inputs and the gradients of its outputs.
    ///
    /// - Parameters:
    ///   - rows: rows of A and B, which are summed over.
    ///   - a: A from block `aStart`, `aColumns` blocks a row.
    ///   - b: B, `columns` blocks a row.
    ///   - c: C from block `cStart`, 8 · aColumns rows of `columns` blocks.
    package static func accumulateTransposed(
        rows: Int, aColumns: Int, columns: Int, a: [Lanes], aStart: Int = 0, b: [Lanes],
        c: inout [Lanes], cStart: Int = 0
    ) {
        precondition(aStart + rows * aColumns <= a.count && rows * columns <= b.count)
        precondition(cStart + 8 * aColumns * columns <= c.count)
        let a = a.span
        let b = b.span
        var c = c.mutableSpan
        for aColumn in 0..<aColumns {
            for column in 0..<columns {
                for half in 0..<2 {
                    var s0 = Lanes.zero
                    var s1 = Lanes.zero
                    var s2 = Lanes.zero
                    var s3 = Lanes.zero
                    for row in 0..<rows {
                        let whole = unsafe a[unchecked: aStart + row * aColumns + aColumn]
                        let x = half == 0 ? whole.lowHalf : whole.highHalf
                        let y = unsafe b[unchecked: row * columns + column]
                        s0 += x[0] * y
                        s1 += x[1] * y
                        s2 += x[2] * y
                        s3 += x[3] * y
                    }
                    let c0 = cStart + (8 * aColumn + 4 * half) * columns + column
                    unsafe c[unchecked: c0] += s0
                    unsafe c[unchecked: c0 + columns] += s1
                    unsafe c[unchecked: c0 + 2 * columns] += s2
                    unsafe c[unchecked: c0 + 3 * columns] += s3
                }
            }
        }
    }

    /// The transpose of a matrix of 8 · rowBlocks rows and `columns` blocks a row.
    package static func transpose(_ a: [Lanes], aStart: Int, rowBlocks: Int, columns: Int) -> [Lanes] {
        var result = [Lanes](repeating: .zero, count: 8 * rowBlocks * columns)
        for row in 0..<8 * rowBlocks {
            for column in 0..<columns {
                let x = a[aStart + row * columns + column]
                for lane in 0..<8 { result[(8 * column + lane) * rowBlocks + row / 8][row % 8] = x[lane] }
            }
        }
        return result
    }
}
