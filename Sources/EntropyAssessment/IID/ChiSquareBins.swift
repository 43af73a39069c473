/// Values put together in bins of which each is expected at least five times (SP 800-90B, 5.2.1, steps 2 and 3).
struct ChiSquareBins {
    /// By value, its bin.
    private(set) var bin: [Int]
    /// By bin, how often one of its values is expected.
    private(set) var expected: [Double] = []

    /// - Parameter expectations: by value.
    init(_ expectations: [Double]) {
        bin = [Int](repeating: 0, count: expectations.count)
        let order = expectations.indices.sorted { (expectations[$0], $0) < (expectations[$1], $1) }
        var (current, sum) = (0, 0.0)
        for value in order {
            if sum >= 5 {
                expected.append(sum)
                current += 1
                sum = 0
            }
            bin[value] = current
            sum += expectations[value]
        }
        guard current > 0, sum < 5 else {
            expected.append(sum)
            return
        }
        // The last one is too small: it joins the one before.
        for value in order.reversed() {
            guard bin[value] == current else { break }
            bin[value] = current - 1
        }
        expected[current - 1] += sum
    }

    /// Pearson's statistic of observed values.
    func statistic(_ values: some Sequence<Int>) -> Double {
        var observed = [Int](repeating: 0, count: expected.count)
        for value in values { observed[bin[value]] += 1 }
        return zip(observed, expected).reduce(0) { sum, pair in
            let difference = Double(pair.0) - pair.1
            return sum + difference * difference / pair.1
        }
    }
}
