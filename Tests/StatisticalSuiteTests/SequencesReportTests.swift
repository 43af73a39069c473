import StatisticalSuite
import Testing

@Suite("The report over many sequences")
struct SequencesReportTests {
    private func report(of count: UInt64, bits: Int) throws -> SequencesReport {
        let suite = try StatisticalTestSuite()
        var report = try SequencesReport()
        for seed in 0..<count { report.add(suite.run(try SampleBits.sequence(seed: seed, count: bits))) }
        return report
    }

    @Test("a good generator passes by proportion and by uniformity")
    func good() throws {
        let report = try report(of: 200, bits: 20_000)
        #expect(report.sequenceCount == 200)
        let frequency = try #require(report.summary.first)
        #expect(frequency.test == .frequency && frequency.sequences == 200)
        #expect(frequency.tenths.reduce(0, +) == 200)
        for test in [StatisticalTest.frequency, .runs, .serial, .linearComplexity, .longestRun] {
            for line in report.summary where line.test == test {
                #expect(line.isProportionAccepted == true, "\(line)")
                #expect(line.isUniform == true, "\(line)")
            }
        }
        #expect(!report.summary.contains { $0.test == .universal })
    }

    @Test("a generator that repeats itself fails by both")
    func bad() throws {
        let suite = try StatisticalTestSuite()
        var report = try SequencesReport()
        for _ in 0..<60 { report.add(suite.run(try SampleBits.repeating(0x00, count: 2000))) }
        let frequency = try #require(report.summary.first)
        #expect(frequency.passed == 0 && frequency.proportion == 0)
        #expect(frequency.isProportionAccepted == false && frequency.isUniform == false)
    }

    /// Section 4.2.1's own example: for a thousand sequences at 0.01 the interval is 0.99 ± 0.0094392.
    @Test("the interval of proportions is the standard's")
    func interval() throws {
        let suite = try StatisticalTestSuite()
        var report = try SequencesReport()
        let result = suite.run(try SampleBits.sequence(seed: 1, count: 100), tests: [.frequency])
        for _ in 0..<1000 { report.add(result) }
        let interval = try #require(report.summary.first?.acceptedProportions)
        #expect(abs(interval.lowerBound - 0.9805607) < 1e-6)
        #expect(abs(interval.upperBound - 0.9994392) < 1e-6)
    }

    @Test("uniformity is chi-square over the tenths, against a tenth of the sequences each")
    func uniformity() throws {
        let suite = try StatisticalTestSuite()
        var report = try SequencesReport()
        for seed in UInt64(0)..<75 {
            report.add(suite.run(try SampleBits.sequence(seed: seed, count: 1000), tests: [.frequency]))
        }
        let line = try #require(report.summary.first)
        let statistic = line.tenths.reduce(0) { $0 + (Double($1) - 7.5) * (Double($1) - 7.5) / 7.5 }
        let expected = ChiSquare.pValue(statistic, degrees: 9)
        #expect(try abs(#require(line.uniformity) - expected) < 1e-12)
    }

    @Test("fewer than ten sequences have no uniformity")
    func few() throws {
        let line = try #require(try report(of: 9, bits: 200).summary.first)
        #expect(line.uniformity == nil && line.isUniform == nil)
    }

    @Test("random excursions speak of the sequences to which they apply, and of no others")
    func excursions() throws {
        let suite = try StatisticalTestSuite()
        var report = try SequencesReport()
        report.add(suite.run(try SampleBits.repeating(0x00, count: 10_000)))
        report.add(suite.run(try SampleBits.repeating(0xAA, count: 10_000)))
        report.add(suite.run(try SampleBits.repeating(0xFF, count: 10_000)))
        for line in report.summary {
            #expect(line.sequences == (line.test.excursionStates.isEmpty ? 3 : 1))
        }
        #expect(report.summary.count { $0.test == .randomExcursions } == 8)
        #expect(report.summary.count { $0.test == .randomExcursionsVariant } == 18)
    }

    @Test("lines come in NIST's order, also where the first sequence was short")
    func order() throws {
        let suite = try StatisticalTestSuite()
        var report = try SequencesReport()
        report.add(suite.run(try SampleBits.sequence(seed: 1, count: 100)))
        let full = suite.run(try SampleBits.sequence(seed: 1, count: 1_000_000))
        report.add(full)
        #expect(report.summary.map(\.test) == full.rows.map(\.test))
        #expect(report.summary.map(\.index) == full.rows.map(\.index))
    }

    @Test("a significance level outside 0 to 0.5 is refused", arguments: [0, -0.1, 0.5, 2, .nan])
    func significance(level: Double) {
        #expect(throws: StatisticalSuiteError(.badParameter, "")) { try SequencesReport(significance: level) }
    }
}
