/// The factor L of a symmetric positive definite matrix A = L Lᵀ, by which systems of equations are solved.
package struct Cholesky: Sendable {
    /// Rows of A.
    package let order: Int
    /// L, row-major, its upper triangle unused.
    private var factor: [Double]

    /// Factors a matrix.
    ///
    /// - Parameters:
    ///   - matrix: A, row-major; its lower triangle is read.
    ///   - order: rows of A.
    /// - Throws: ``ForecastingError`` with `.badParameter` for a matrix of another size and with `.singular` for one that
    ///   is not positive definite.
    package init(_ matrix: [Double], order: Int) throws(ForecastingError) {
        guard order > 0, matrix.count == order * order else {
            throw ForecastingError(.badParameter, "a matrix of order \(order) has \(order * order) elements")
        }
        self.order = order
        factor = matrix
        guard Self.decompose(&factor, order) else {
            throw ForecastingError(.singular, "the matrix is not positive definite; a greater ridge makes it so")
        }
    }

    /// Row by row, with products of rows, which lie together in memory.
    private static func decompose(_ matrix: inout [Double], _ order: Int) -> Bool {
        var rows = matrix.mutableSpan
        for i in 0..<order {
            for j in 0...i {
                var sums = SIMD8<Double>.zero
                var k = 0
                while k + 8 <= j {
                    sums += load(rows, i * order + k) * load(rows, j * order + k)
                    k += 8
                }
                var sum = rows[i * order + j] - sums.sum()
                while k < j {
                    sum -= rows[i * order + k] * rows[j * order + k]
                    k += 1
                }
                if i == j {
                    guard sum > 0, sum.isFinite else { return false }
                    rows[i * order + i] = sum.squareRoot()
                } else {
                    rows[i * order + j] = sum / rows[j * order + j]
                }
            }
        }
        return true
    }

    @inline(__always)
    private static func load(_ values: borrowing MutableSpan<Double>, _ at: Int) -> SIMD8<Double> {
        SIMD8(
            values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4], values[at + 5], values[at + 6],
            values[at + 7])
    }

    /// Solves A X = B for several right sides at once.
    ///
    /// - Parameters:
    ///   - right: B on entry and X on return, row-major: `order` rows of blocks of eight columns.
    ///   - blocks: blocks of eight right sides.
    package func solve(_ right: inout [SIMD8<Double>], blocks: Int) {
        precondition(right.count == order * blocks)
        let lower = factor.span
        var x = right.mutableSpan
        for block in 0..<blocks {
            for i in 0..<order {
                var sum = x[i * blocks + block]
                for k in 0..<i { sum -= lower[i * order + k] * x[k * blocks + block] }
                x[i * blocks + block] = sum / lower[i * order + i]
            }
            for i in (0..<order).reversed() {
                var sum = x[i * blocks + block]
                for k in i + 1..<max(order, i + 1) { sum -= lower[k * order + i] * x[k * blocks + block] }
                x[i * blocks + block] = sum / lower[i * order + i]
            }
        }
    }
}
