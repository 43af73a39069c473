/// The frequency test within a block, SP 800-22 section 2.2: as many ones as zeros in each block of M bits.
package struct BlockFrequencyTest: SequenceTest {
    package static let kind = StatisticalTest.blockFrequency

    /// M, the bits of a block.
    package let blockLength: Int

    /// - Parameter blockLength: 2 or more; the standard recommends at least 20, and NIST's suite takes 128.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(blockLength: Int = 128) throws(StatisticalSuiteError) {
        try StatisticalSuiteError.check(blockLength, in: 2...1 << 40, "the block length M", of: Self.kind)
        self.blockLength = blockLength
    }

    package var minimumBits: Int { blockLength }
    package var recommendedBits: Int { max(100, blockLength) }

    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let blocks = sequence.count / blockLength
        // The squares of twice the excess of ones: integers, whose sum has no rounding.
        var squares = 0.0
        for block in 0..<blocks {
            let start = block * blockLength
            let excess = 2 * sequence.ones(in: start..<start + blockLength) - blockLength
            squares += Double(excess) * Double(excess)
        }
        return .pValues([ChiSquare.pValue(squares / Double(blockLength), degrees: Double(blocks))])
    }
}
