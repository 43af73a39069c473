/// The statistics of one order of the samples (SP 800-90B, 5.1.1 to 5.1.11).
struct PermutationStatistics {
    private let samples: Samples
    /// The mean of the samples as they came.
    private let mean: Double
    /// The median of the numbered symbols; 0.5 for bits.
    private let median: Double
    /// By value of a sample, its number.
    private let numbers: [UInt8]
    /// Whether each value is its own number.
    private let isNumbered: Bool

    init(_ samples: Samples) {
        self.samples = samples
        mean = Double(samples.raw.reduce(0) { $0 + Int($1) }) / Double(samples.count)
        let sorted = samples.symbols.sorted()
        let middle = sorted.count / 2
        if samples.alphabetSize == 2 {
            median = 0.5
        } else if sorted.count % 2 == 1 {
            median = Double(sorted[middle])
        } else {
            median = (Double(sorted[middle]) + Double(sorted[middle - 1])) / 2
        }
        var numbers = [UInt8](repeating: 0, count: 256)
        for (value, symbol) in zip(samples.raw, samples.symbols) { numbers[Int(value)] = symbol }
        self.numbers = numbers
        isNumbered = samples.raw == samples.symbols
    }

    /// - Parameters:
    ///   - order: the samples as they came, in any order.
    ///   - wanted: those that are still of interest.
    func compute(
        _ order: [UInt8], _ wanted: Set<PermutationStatistic>
    ) -> [PermutationStatistic: Double] {
        var values: [PermutationStatistic: Double] = [:]
        let isBinary = samples.alphabetSize == 2
        let symbols = isNumbered ? order : order.map { numbers[Int($0)] }
        // Conversion I: how many of eight bits are set. Conversion II: their number.
        let ones = isBinary ? Self.blocks(symbols) { $0 + $1 } : symbols
        let raised = isBinary ? ones : order
        if wanted.contains(.excursion) { values[.excursion] = excursion(order) }
        if !wanted.isDisjoint(with: [.directionalRuns, .longestDirectionalRun, .increasesAndDecreases]) {
            let runs = RunStatistics(Self.neighbours(ones))
            values[.directionalRuns] = Double(runs.count)
            values[.longestDirectionalRun] = Double(runs.longest)
            values[.increasesAndDecreases] = Double(max(runs.set, ones.count - 1 - runs.set))
        }
        if !wanted.isDisjoint(with: [.medianRuns, .longestMedianRun]) {
            let runs = RunStatistics(symbols.map { Double($0) >= median })
            values[.medianRuns] = Double(runs.count)
            values[.longestMedianRun] = Double(runs.longest)
        }
        if !wanted.isDisjoint(with: [.averageCollision, .longestCollision]) {
            let collisions = CollisionStatistics(isBinary ? Self.packed(symbols) : symbols)
            values[.averageCollision] = collisions.average
            values[.longestCollision] = Double(collisions.longest)
        }
        for (position, lag) in PermutationStatistic.lags.enumerated() {
            let (periodicity, covariance) = (
                PermutationStatistic.periodicity(position), PermutationStatistic.covariance(position)
            )
            if wanted.contains(periodicity) {
                values[periodicity] = Double(Self.sum(ones, lag: lag) { $0 == $1 ? 1 : 0 })
            }
            if wanted.contains(covariance) {
                values[covariance] = Double(Self.sum(raised, lag: lag) { Int($0) * Int($1) })
            }
        }
        if wanted.contains(.compression) { values[.compression] = Double(Bzip2Length.ofNumbers(order)) }
        return values
    }

    /// 5.1.1: how far the running sum gets from where the mean would have it.
    private func excursion(_ order: [UInt8]) -> Double {
        var (sum, greatest) = (0.0, 0.0)
        for (index, sample) in order.enumerated() {
            sum += Double(sample)
            greatest = max(greatest, abs(sum - Double(index + 1) * mean))
        }
        return greatest
    }

    /// Whether each sample is at most the next one.
    private static func neighbours(_ symbols: [UInt8]) -> [Bool] {
        (1..<symbols.count).map { symbols[$0 - 1] <= symbols[$0] }
    }

    /// One value for eight bits, of the last ones for fewer.
    private static func blocks(_ bits: [UInt8], _ combine: (UInt8, UInt8) -> UInt8) -> [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<min(start + 8, bits.count)].reduce(0, combine)
        }
    }

    /// Eight bits as a number, the first one highest.
    private static func packed(_ bits: [UInt8]) -> [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { start in
            let block = bits[start..<min(start + 8, bits.count)]
            return block.reduce(0) { $0 << 1 | $1 } << UInt8(8 - block.count)
        }
    }

    private static func sum(_ values: [UInt8], lag: Int, _ term: (UInt8, UInt8) -> Int) -> Int {
        var sum = 0
        for index in 0..<max(values.count - lag, 0) { sum += term(values[index], values[index + lag]) }
        return sum
    }
}
