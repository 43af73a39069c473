/// One step of a Stockham transform of decimation in frequency: `count` transforms of length r · m, which lie interleaved,
/// become r · count of length m.
struct StockhamStep {
    typealias Numbers = Span<ComplexPair>
    typealias Results = MutableSpan<ComplexPair>

    /// m.
    let remaining: Int
    /// How many transforms there are before the step.
    let count: Int
    /// How far a number is from the next of its transform, in pairs.
    let stride: Int

    init(radix: Int, count: Int, length: Int) {
        remaining = length / count / radix
        self.count = count
        stride = count * TransformBatch.pairs
    }

    func two(_ x: Numbers, _ y: inout Results, _ roots: [ComplexNumber]) {
        for p in 0..<remaining {
            let w1 = roots[p * count]
            let (from, to) = (stride * p, stride * 2 * p)
            for q in 0..<stride {
                let a = x[from &+ q]
                let b = x[from &+ q &+ stride &* remaining]
                y[to &+ q] = a + b
                y[to &+ q &+ stride] = (a - b) * w1
            }
        }
    }

    func three(_ x: Numbers, _ y: inout Results, _ roots: [ComplexNumber]) {
        // sin(π/3).
        let sine = 0.866_025_403_784_438_646_76
        for p in 0..<remaining {
            let (w1, w2) = (roots[p * count], roots[2 * p * count])
            let (from, to) = (stride * p, stride * 3 * p)
            for q in 0..<stride {
                let a = x[from &+ q]
                let b = x[from &+ q &+ stride &* remaining]
                let c = x[from &+ q &+ 2 &* stride &* remaining]
                let sum = b + c
                let middle = a - sum * 0.5
                let side = ((b - c) * sine).turned
                y[to &+ q] = a + sum
                y[to &+ q &+ stride] = (middle + side) * w1
                y[to &+ q &+ 2 &* stride] = (middle - side) * w2
            }
        }
    }

    func four(_ x: Numbers, _ y: inout Results, _ roots: [ComplexNumber]) {
        for p in 0..<remaining {
            let (w1, w2, w3) = (roots[p * count], roots[2 * p * count], roots[3 * p * count])
            let (from, to) = (stride * p, stride * 4 * p)
            for q in 0..<stride {
                let a = x[from &+ q]
                let b = x[from &+ q &+ stride &* remaining]
                let c = x[from &+ q &+ 2 &* stride &* remaining]
                let d = x[from &+ q &+ 3 &* stride &* remaining]
                let (sumAC, sumBD) = (a + c, b + d)
                let (differenceAC, turnedBD) = (a - c, (b - d).turned)
                y[to &+ q] = sumAC + sumBD
                y[to &+ q &+ stride] = (differenceAC + turnedBD) * w1
                y[to &+ q &+ 2 &* stride] = (sumAC - sumBD) * w2
                y[to &+ q &+ 3 &* stride] = (differenceAC - turnedBD) * w3
            }
        }
    }

    func five(_ x: Numbers, _ y: inout Results, _ roots: [ComplexNumber]) {
        // Cosines and sines of 2π/5 and 4π/5.
        let (cos1, cos2) = (0.309_016_994_374_947_424_10, -0.809_016_994_374_947_424_10)
        let (sin1, sin2) = (0.951_056_516_295_153_572_12, 0.587_785_252_292_473_129_17)
        for p in 0..<remaining {
            let (w1, w2) = (roots[p * count], roots[2 * p * count])
            let (w3, w4) = (roots[3 * p * count], roots[4 * p * count])
            let (from, to) = (stride * p, stride * 5 * p)
            for q in 0..<stride {
                let a = x[from &+ q]
                let b = x[from &+ q &+ stride &* remaining]
                let c = x[from &+ q &+ 2 &* stride &* remaining]
                let d = x[from &+ q &+ 3 &* stride &* remaining]
                let e = x[from &+ q &+ 4 &* stride &* remaining]
                let (outerSum, outerDifference) = (b + e, b - e)
                let (innerSum, innerDifference) = (c + d, c - d)
                let middle1 = a + outerSum * cos1 + innerSum * cos2
                let middle2 = a + outerSum * cos2 + innerSum * cos1
                let side1 = (outerDifference * sin1 + innerDifference * sin2).turned
                let side2 = (outerDifference * sin2 - innerDifference * sin1).turned
                y[to &+ q] = a + outerSum + innerSum
                y[to &+ q &+ stride] = (middle1 + side1) * w1
                y[to &+ q &+ 2 &* stride] = (middle2 + side2) * w2
                y[to &+ q &+ 3 &* stride] = (middle2 - side2) * w3
                y[to &+ q &+ 4 &* stride] = (middle1 - side1) * w4
            }
        }
    }
}
