import RealModule

/// The chi-square tests of SP 800-90B, 5.2.1 to 5.2.4: whether neighbours are independent, and whether the distribution
/// stays what it is.
package struct ChiSquareTests: Equatable, Sendable {
    package let independence: ChiSquareResult
    package let goodnessOfFit: ChiSquareResult

    /// - Throws: ``AssessmentError`` with `.oneSymbol`, or `.tooShort` below ten samples.
    package init(_ samples: Samples) throws(AssessmentError) {
        try samples.requireEntropy()
        guard samples.count >= 10 else {
            throw AssessmentError(.tooShort, "the chi-square tests need 10 samples, not \(samples.count)")
        }
        let (symbols, alphabet) = (samples.symbols, samples.alphabetSize)
        if alphabet == 2 {
            independence = Self.bitIndependence(symbols)
            goodnessOfFit = Self.bitFit(symbols)
        } else {
            let proportions = Self.proportions(symbols, alphabet: alphabet)
            independence = Self.independence(symbols, proportions)
            goodnessOfFit = Self.fit(symbols, proportions)
        }
    }

    package var pass: Bool { independence.passes && goodnessOfFit.passes }

    /// Each value's share, added up sample by sample as NIST's tool does: what is rounded away decides which of two values
    /// that should be equally frequent is the rarer one, and so the bins.
    private static func proportions(_ symbols: [UInt8], alphabet: Int) -> [Double] {
        var proportions = [Double](repeating: 0, count: alphabet)
        let share = 1 / Double(symbols.count)
        for symbol in symbols { proportions[Int(symbol)] += share }
        return proportions
    }

    /// 5.2.1: pairs of samples that do not overlap.
    private static func independence(_ symbols: [UInt8], _ proportions: [Double]) -> ChiSquareResult {
        let pairs = Double(symbols.count / 2)
        let bins = ChiSquareBins(proportions.flatMap { first in proportions.map { first * $0 * pairs } })
        let alphabet = proportions.count
        let statistic = bins.statistic(
            (0..<symbols.count / 2).lazy.map { Int(symbols[2 * $0]) * alphabet + Int(symbols[2 * $0 + 1]) })
        return ChiSquareResult(statistic: statistic, degreesOfFreedom: bins.expected.count - alphabet)
    }

    /// 5.2.2: ten pieces against the whole.
    private static func fit(_ symbols: [UInt8], _ proportions: [Double]) -> ChiSquareResult {
        let length = symbols.count / 10
        let bins = ChiSquareBins(proportions.map { $0 * Double(length) })
        let statistic = (0..<10).reduce(0.0) { sum, piece in
            sum + bins.statistic(symbols[piece * length..<(piece + 1) * length].lazy.map { Int($0) })
        }
        return ChiSquareResult(statistic: statistic, degreesOfFreedom: 9 * (bins.expected.count - 1))
    }

    /// 5.2.3: strings of m bits that do not overlap; m is the most, up to 11, at which the rarest is expected five times.
    private static func bitIndependence(_ bits: [UInt8]) -> ChiSquareResult {
        let p1 = Double(bits.reduce(0) { $0 + Int($1) }) / Double(bits.count)
        let p0 = 1 - p1
        let lengths = stride(from: 11, to: 1, by: -1)
        let length = lengths.first { Double.pow(min(p0, p1), Double($0)) * Double(bits.count / $0) >= 5 }
        guard let length else { return ChiSquareResult(statistic: 0, degreesOfFreedom: 0) }
        let blocks = bits.count / length
        var observed = [Int](repeating: 0, count: 1 << length)
        for block in 0..<blocks {
            observed[bits[block * length..<(block + 1) * length].reduce(0) { $0 << 1 | Int($1) }] += 1
        }
        let statistic = observed.enumerated().reduce(0.0) { sum, string in
            let ones = Double(string.offset.nonzeroBitCount)
            let expected = Double.pow(p1, ones) * Double.pow(p0, Double(length) - ones) * Double(blocks)
            let difference = Double(string.element) - expected
            return sum + difference * difference / expected
        }
        return ChiSquareResult(statistic: statistic, degreesOfFreedom: (1 << length) - 2)
    }

    /// 5.2.4: ten pieces against the whole.
    private static func bitFit(_ bits: [UInt8]) -> ChiSquareResult {
        let length = bits.count / 10
        let share = Double(bits.reduce(0) { $0 + Int($1) }) / Double(bits.count)
        let (zeros, ones) = ((1 - share) * Double(length), share * Double(length))
        let statistic = (0..<10).reduce(0.0) { sum, piece in
            let count = bits[piece * length..<(piece + 1) * length].reduce(0) { $0 + Int($1) }
            let (first, second) = (Double(length - count) - zeros, Double(count) - ones)
            return sum + first * first / zeros + second * second / ones
        }
        return ChiSquareResult(statistic: statistic, degreesOfFreedom: 9)
    }
}
