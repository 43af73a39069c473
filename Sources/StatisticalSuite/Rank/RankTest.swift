import RealModule

/// The binary matrix rank test, SP 800-22 section 2.5: the ranks over GF(2) of disjoint 32 x 32 matrices.
package struct RankTest: SequenceTest {
    package static let kind = StatisticalTest.rank

    /// M and Q, the rows and columns of a matrix.
    private static let side = 32

    package init() {}

    package var minimumBits: Int { Self.side * Self.side }
    /// 38 matrices (section 2.5.7).
    package var recommendedBits: Int { 38 * Self.side * Self.side }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let matrices = sequence.count / minimumBits
        // Of full rank, one less, and all others.
        var counts = [0, 0, 0]
        for matrix in 0..<matrices {
            let deficit = Self.side - rank(of: sequence, from: matrix * minimumBits)
            counts[min(deficit, 2)] += 1
        }
        let full = probability(ofRank: Self.side)
        let next = probability(ofRank: Self.side - 1)
        let statistic = ChiSquare.statistic(counts, probabilities: [full, next, 1 - full - next])
        return .pValues([.exp(-statistic / 2)])
    }

    /// The rank of the matrix whose rows begin at a position. Each row is reduced by the rows kept before it, which have
    /// different leading columns, and kept under its own.
    private func rank(of sequence: BitSequence, from start: Int) -> Int {
        var kept: InlineArray<32, UInt32> = .init(repeating: 0)
        var rank = 0
        for index in 0..<Self.side {
            var row = UInt32(truncatingIfNeeded: sequence.window(at: start + index * Self.side) >> 32)
            while row != 0 {
                let column = row.leadingZeroBitCount
                guard kept[column] != 0 else {
                    kept[column] = row
                    rank += 1
                    break
                }
                row ^= kept[column]
            }
        }
        return rank
    }

    /// The probability that a random 32 x 32 matrix has this rank (section 3.5).
    private func probability(ofRank rank: Int) -> Double {
        var product = Double.exp2(Double(rank * (2 * Self.side - rank) - Self.side * Self.side))
        for i in 0..<rank {
            let missing = 1 - Double.exp2(Double(i - Self.side))
            product *= missing * missing / (1 - Double.exp2(Double(i - rank)))
        }
        return product
    }
}
