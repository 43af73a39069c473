import RealModule

/// Maurer's universal statistical test, SP 800-22 section 2.9: the distances between equal blocks of L bits.
package struct UniversalTest: SequenceTest {
    package static let kind = StatisticalTest.universal

    /// The expectation of the statistic and its variance for one L (section 2.9.4, step 5).
    private static let moments: [Int: (expectation: Double, variance: Double)] = [
        6: (5.2177052, 2.954), 7: (6.1962507, 3.125), 8: (7.1836656, 3.238), 9: (8.1764248, 3.311),
        10: (9.1723243, 3.356), 11: (10.170032, 3.384), 12: (11.168765, 3.401), 13: (12.168070, 3.410),
        14: (13.167693, 3.416), 15: (14.167488, 3.419), 16: (15.167379, 3.421),
    ]

    /// By L from 6 on, the least bits for which the standard takes that L (section 2.9.7).
    private static let thresholds = [
        387_840, 904_960, 2_068_480, 4_654_080, 10_342_400, 22_753_280, 49_643_520, 107_560_960, 231_669_760,
        496_435_200, 1_059_061_760,
    ]

    /// L, the bits of a block, where it is not left to the sequence's length.
    package let blockLength: Int?
    /// Q, the blocks that only fill the table, where they are not 10 · 2^L.
    package let initialBlocks: Int?

    /// - Parameters:
    ///   - blockLength: L, 6...16; nil leaves it to the length of the sequence, as the standard does.
    ///   - initialBlocks: Q, at least 10 · 2^L, which is the default.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(blockLength: Int? = nil, initialBlocks: Int? = nil) throws(StatisticalSuiteError) {
        if let blockLength {
            try StatisticalSuiteError.check(blockLength, in: 6...16, "the block length L", of: Self.kind)
        }
        if let initialBlocks {
            let least = 10 << (blockLength ?? 16)
            try StatisticalSuiteError.check(
                initialBlocks, in: least...max(least, 1 << 32), "the number of initial blocks Q", of: Self.kind)
        }
        self.blockLength = blockLength
        self.initialBlocks = initialBlocks
    }

    package var minimumBits: Int {
        guard let blockLength else { return max(Self.thresholds[0], ((initialBlocks ?? 0) + 1) * 6) }
        return ((initialBlocks ?? 10 << blockLength) + 1) * blockLength
    }

    /// At least 1000 · 2^L blocks beyond the initial ones (section 2.9.7).
    package var recommendedBits: Int {
        guard let blockLength else { return Self.thresholds[0] }
        return ((initialBlocks ?? 10 << blockLength) + 1000 << blockLength) * blockLength
    }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let length = blockLength ?? 5 + Self.thresholds.filter { $0 <= sequence.count }.count
        let initial = initialBlocks ?? 10 << length
        let tested = sequence.count / length - initial
        guard let moments = Self.moments[length], tested > 0 else {
            return .tooShort(bitsNeeded: (initial + 1) * length)
        }
        let k = Double(tested)
        let statistic = sumOfLogarithms(sequence, length: length, initial: initial) / k
        let l = Double(length)
        let correction = 0.7 - 0.8 / l + (4 + 32 / l) * Double.pow(k, -3 / l) / 15
        let deviation = correction * (moments.variance / k).squareRoot()
        return .pValues([NormalDistribution.twoSided((statistic - moments.expectation) / deviation)])
    }

    /// The sum of log2 of the distance from each tested block back to the last one equal to it. Equal distances are
    /// counted first, because there are few, and a logarithm takes longer than all else.
    private func sumOfLogarithms(_ sequence: BitSequence, length: Int, initial: Int) -> Double {
        let blocks = sequence.count / length
        var last = [UInt32](repeating: 0, count: 1 << length)
        var seldom = 0.0
        var often = [UInt32](repeating: 0, count: 1 << (length + 4))
        for block in 1...blocks {
            let value = Int(truncatingIfNeeded: sequence.window(at: (block - 1) * length) >> UInt64(64 - length))
            if block > initial {
                let distance = block - Int(last[value])
                if distance < often.count { often[distance] &+= 1 } else { seldom += .log2(Double(distance)) }
            }
            last[value] = UInt32(block)
        }
        return often.indices.dropFirst().reduce(seldom) { sum, distance in
            often[distance] == 0 ? sum : sum + Double(often[distance]) * .log2(Double(distance))
        }
    }
}
