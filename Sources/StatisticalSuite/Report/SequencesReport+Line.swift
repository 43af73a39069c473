extension SequencesReport {
    /// What all sequences say by one p-value of the suite.
    package struct Line: Equatable, Sendable {
        package let test: StatisticalTest
        /// Which of the test's p-values, from 0.
        package let index: Int
        /// α.
        package let significance: Double
        /// s, how many sequences the test applied to.
        package private(set) var sequences = 0
        /// How many of these have a p-value of at least α.
        package private(set) var passed = 0
        /// How many p-values are in each tenth of 0...1.
        package private(set) var tenths = [Int](repeating: 0, count: 10)

        init(test: StatisticalTest, index: Int, significance: Double) {
            self.test = test
            self.index = index
            self.significance = significance
        }

        mutating func add(_ pValue: Double) {
            sequences += 1
            if pValue >= significance { passed += 1 }
            tenths[min(max(Int(pValue * 10), 0), 9)] += 1
        }
    }
}

extension SequencesReport.Line {
    /// The share of sequences that pass (section 4.2.1); nil where the test applied to none.
    package var proportion: Double? { sequences == 0 ? nil : Double(passed) / Double(sequences) }

    /// The proportions that a good generator has in 99.7 % of the cases: within three standard deviations of 1 - α
    /// (section 4.2.1); nil where the test applied to no sequence.
    package var acceptedProportions: ClosedRange<Double>? {
        guard sequences > 0 else { return nil }
        let expected = 1 - significance
        let width = 3 * (expected * significance / Double(sequences)).squareRoot()
        return expected - width...expected + width
    }

    /// Whether the proportion is acceptable; nil where the test applied to no sequence.
    package var isProportionAccepted: Bool? {
        guard let proportion, let acceptedProportions else { return nil }
        return acceptedProportions.contains(proportion)
    }

    /// The p-value of the p-values' uniformity, by chi-square over the tenths (section 4.2.2); nil for fewer than ten
    /// sequences, where NIST's suite gives none. The standard asks for at least 55.
    ///
    /// The expected count of a tenth is s / 10, as the standard says; NIST's suite rounds it down to a whole number.
    package var uniformity: Double? {
        guard sequences >= 10 else { return nil }
        let statistic = ChiSquare.statistic(tenths, probabilities: Array(repeating: 0.1, count: 10))
        return ChiSquare.pValue(statistic, degrees: 9)
    }

    /// Whether the p-values are uniform enough: 0.0001 or more (section 4.2.2); nil where ``uniformity`` is.
    package var isUniform: Bool? { uniformity.map { $0 >= 0.0001 } }
}
