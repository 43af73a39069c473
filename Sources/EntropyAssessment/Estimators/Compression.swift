import RealModule

/// The compression estimate (SP 800-90B, 6.3.4) of a bit string, after Maurer's universal statistic: how long ago each
/// block of six bits was last seen.
struct Compression {
    /// b, bits in a block.
    static let blockBits = 6
    /// d, blocks that only fill the dictionary.
    static let dictionaryBlocks = 1000
    /// All values of a block.
    private static let values = 1 << blockBits

    /// log2 of 0..., the first one unused.
    private let logarithms: [Double]
    private let blocks: Int

    private init(blocks: Int) {
        self.blocks = blocks
        logarithms = [0] + (1...blocks).map { Double.log2(Double($0)) }
    }

    /// - Parameter bits: one a byte.
    /// - Throws: ``AssessmentError`` with `.tooShort` where fewer than two blocks would be tested.
    static func estimate(_ bits: [UInt8]) throws(AssessmentError) -> Estimate {
        let blocks = bits.count / blockBits
        guard blocks >= dictionaryBlocks + 2 else {
            throw AssessmentError(
                .tooShort,
                "the compression estimate needs \(blockBits * (dictionaryBlocks + 2)) bits, not \(bits.count)")
        }
        let compression = Compression(blocks: blocks)
        let (mean, deviation) = compression.distances(bits)
        let tested = Double(blocks - dictionaryBlocks)
        let bound = mean - Estimate.zAlpha * deviation / tested.squareRoot()
        let probability = compression.probability(of: bound)
        let least = 1 / Double(values)
        return Estimate(
            [
                Figure("X-bar", mean), Figure("sigma-hat", deviation), Figure("X-bar'", bound),
                Figure("p", max(probability, least)),
            ],
            minEntropy: probability > least ? Estimate.bits(probability) / Double(blockBits) : 1)
    }

    /// The mean of the distances' logarithms, and its corrected standard deviation (steps 3 to 5).
    private func distances(_ bits: [UInt8]) -> (mean: Double, deviation: Double) {
        var lastSeen = [Int](repeating: 0, count: Self.values)
        var (sum, squares) = (CompensatedSum(), CompensatedSum())
        for index in 1...blocks {
            let start = (index - 1) * Self.blockBits
            var block = 0
            for position in start..<start + Self.blockBits { block = block << 1 | Int(bits[position] & 1) }
            if index > Self.dictionaryBlocks {
                let logarithm = logarithms[index - lastSeen[block]]
                sum.add(logarithm)
                squares.add(logarithm * logarithm)
            }
            lastSeen[block] = index
        }
        let tested = Double(blocks - Self.dictionaryBlocks)
        let mean = sum.value / tested
        let variance = squares.value / (tested - 1) - mean * mean
        return (mean, 0.5907 * max(0, variance).squareRoot())
    }

    /// The probability p of the likeliest block at which the expected statistic is the bound (step 7), by bisection; what
    /// a uniform source has where there is none.
    private func probability(of bound: Double) -> Double {
        var low = 1 / Double(Self.values)
        guard expectation(low) > bound else { return low }
        var high = 1.0
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return high }
            let value = expectation(middle)
            if value == bound { return middle }
            if value > bound { low = middle } else { high = middle }
        }
    }

    /// The expected statistic where one block has the probability p and all others share the rest.
    private func expectation(_ p: Double) -> Double {
        let others = Double(Self.values - 1)
        return contribution(p) + others * contribution((1 - p) / others)
    }

    /// G(z) of step 7, its double sum taken by columns: the distance u occurs in each of the later tested blocks.
    private func contribution(_ z: Double) -> Double {
        let tested = blocks - Self.dictionaryBlocks
        var power = 1 - z
        var (early, late) = (0.0, 0.0)
        var distance = 2
        while distance <= Self.dictionaryBlocks, power > 1e-30 {
            early += logarithms[distance] * power
            power *= 1 - z
            distance += 1
        }
        while distance <= blocks, power > 1e-30 {
            late += logarithms[distance] * power * (z * Double(blocks - distance) + 1)
            power *= 1 - z
            distance += 1
        }
        return z / Double(tested) * (z * Double(tested) * early + late)
    }
}
