import Forecasting
import RealModule
import Testing

@Suite("The arithmetic of the global models")
struct NumericsTests {
    @Test("exponential, sigmoid and tanh agree with the C library", arguments: [-90, -20, -1, 0, 1, 20, 90])
    func functions(centre: Int) {
        for offset in -50...50 {
            let x = Float(centre) + Float(offset) / 50
            let exact = Double.exp(Double(min(80, max(-80, x))))
            #expect(abs(Double(LaneMath.exponential(Lanes(repeating: x))[3]) / exact - 1) < 4e-7)
            #expect(abs(LaneMath.tanh(Lanes(repeating: x))[0] - Float.tanh(x)) < 4e-7)
            #expect(abs(LaneMath.sigmoid(Lanes(repeating: x))[7] - 1 / (1 + Float.exp(-x))) < 4e-7)
        }
    }

    @Test("matrix products agree with their definition", arguments: [1, 3, 4, 5, 8, 11])
    func products(rows: Int) {
        var random = TrainingRandom(seed: UInt64(rows))
        func matrix(_ rows: Int, _ blocks: Int) -> [Lanes] {
            (0..<rows * blocks).map { _ in
                var lanes = Lanes.zero
                for lane in 0..<8 { lanes[lane] = 2 * random.uniform() - 1 }
                return lanes
            }
        }
        let (a, b, d) = (matrix(rows, 2), matrix(16, 3), matrix(rows, 3))
        var c = [Lanes](repeating: .one, count: rows * 3)
        LaneProduct.accumulate(rows: rows, inner: 2, columns: 3, a: a, b: b, c: &c)
        var gradient = [Lanes](repeating: .zero, count: 16 * 3)
        LaneProduct.accumulateTransposed(rows: rows, aColumns: 2, columns: 3, a: a, b: d, c: &gradient)
        for column in 0..<24 {
            for row in 0..<rows {
                let sum = (0..<16).reduce(Float(1)) {
                    $0 + a[2 * row + $1 / 8][$1 % 8] * b[3 * $1 + column / 8][column % 8]
                }
                #expect(abs(sum - c[3 * row + column / 8][column % 8]) < 1e-5)
            }
            for inner in 0..<16 {
                let sum = (0..<rows).reduce(Float(0)) {
                    $0 + a[2 * $1 + inner / 8][inner % 8] * d[3 * $1 + column / 8][column % 8]
                }
                #expect(abs(sum - gradient[3 * inner + column / 8][column % 8]) < 1e-5)
            }
        }
        let transposed = LaneProduct.transpose(b, aStart: 0, rowBlocks: 2, columns: 3)
        #expect(transposed[2 * 17 + 1][4] == b[3 * 12 + 2][1])
    }

    @Test("Cholesky's factor solves equations", arguments: [1, 2, 7, 8, 9, 40])
    func cholesky(order: Int) throws {
        var random = TrainingRandom(seed: 1)
        let root = (0..<order * order).map { _ in Double(2 * random.uniform() - 1) }
        var matrix = [Double](repeating: 0, count: order * order)
        for i in 0..<order {
            for j in 0..<order {
                matrix[i * order + j] = (0..<order).reduce(i == j ? 1 : 0) {
                    $0 + root[i * order + $1] * root[j * order + $1]
                }
            }
        }
        let solution = (0..<order).map { _ in SIMD8<Double>(repeating: Double(random.uniform())) }
        var right = (0..<order).map { i in
            (0..<order).reduce(SIMD8<Double>.zero) { $0 + matrix[i * order + $1] * solution[$1] }
        }
        try Cholesky(matrix, order: order).solve(&right, blocks: 1)
        for i in 0..<order { #expect(abs(right[i][5] - solution[i][5]) < 1e-9) }
        matrix[order * order - 1] = -1
        #expect(throws: ForecastingError(.singular, "")) { _ = try Cholesky(matrix, order: order) }
    }

    @Test("random numbers stay in their ranges, and streams differ")
    func random() {
        var (one, two) = (TrainingRandom(seed: 1, stream: 0), TrainingRandom(seed: 1, stream: 1))
        var sum: Float = 0
        for _ in 0..<10_000 {
            let value = one.uniform()
            #expect((0..<1).contains(value))
            #expect((0..<7).contains(one.below(7)))
            #expect(one.next() != two.next())
            sum += value
        }
        #expect(abs(sum / 10_000 - 0.5) < 0.02)
    }
}
