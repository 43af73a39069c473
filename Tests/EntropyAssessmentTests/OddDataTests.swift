import EntropyAssessment
import Testing

@Suite("Short and odd samples")
struct OddDataTests {
    @Test("a symbol that does not fit the width is named, with its place")
    func badSymbol() {
        #expect {
            try Samples([1, 2, 3, 4, 5, 6, 7, 300, 9] as [UInt16], bitsPerSymbol: 8)
        } throws: { error in
            guard let error = error as? AssessmentError else { return false }
            return error.code == .badSymbol && error.message.hasPrefix("symbol 300 at index 7 does not fit 8 bits")
        }
        #expect(throws: AssessmentError(.badSymbol, "")) { try Samples([0, 1, 2] as [UInt8], bitsPerSymbol: 1) }
        #expect(throws: AssessmentError(.badSymbol, "")) { try Samples([256] as [UInt32]) }
    }

    @Test("a width outside 1...8 is refused", arguments: [0, -1, 9, Int.max, Int.min])
    func badWidth(bits: Int) {
        #expect(throws: AssessmentError(.badWidth, "")) { try Samples([0, 1] as [UInt8], bitsPerSymbol: bits) }
    }

    @Test("no samples at all are refused")
    func empty() {
        #expect(throws: AssessmentError(.tooShort, "")) { try Samples([] as [UInt8]) }
    }

    @Test("equal samples have no entropy to award", arguments: [1, 2, 5_000])
    func constant(count: Int) throws {
        let samples = try Samples([UInt8](repeating: 3, count: count), bitsPerSymbol: 8)
        #expect(throws: AssessmentError(.oneSymbol, "")) { try NonIIDAssessment(samples) }
        #expect(throws: AssessmentError(.oneSymbol, "")) { try IIDAssessment(samples) }
        #expect(throws: AssessmentError(.oneSymbol, "")) { try ChiSquareTests(samples) }
        #expect(throws: AssessmentError(.oneSymbol, "")) { try RepeatedSubstringTest(samples) }
    }

    @Test("the width is that of the greatest symbol where none is given, and gaps are closed")
    func inferredWidth() throws {
        let samples = try Samples([0, 5, 9, 5] as [UInt8])
        #expect(samples.bitsPerSymbol == 4)
        #expect(samples.alphabetSize == 3)
        #expect(samples.symbols == [0, 1, 2, 1])
        #expect(samples.bits == [0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1])
        #expect(try Samples([0, 0] as [UInt8]).bitsPerSymbol == 1)
        #expect(try Samples([0, 255] as [UInt8]).bitsPerSymbol == 8)
    }

    @Test("two symbols of several bits are assessed as bits, and may have more than one bit's width")
    func twoWideSymbols() throws {
        let wide = try NonIIDAssessment(Samples(SampleSource.uniform(5_000, alphabet: 2, seed: 1).map { $0 * 200 }))
        let narrow = try NonIIDAssessment(Samples(SampleSource.uniform(5_000, alphabet: 2, seed: 1)))
        #expect(wide.figures == narrow.figures)
        #expect(wide.bitstring == nil)
    }

    /// Whether each outcome is a finite figure or says what is missing.
    static func check(_ symbols: [UInt8]) throws {
        let samples = try Samples(symbols, bitsPerSymbol: 8)
        guard samples.alphabetSize > 1 else { return }
        let assessment = try NonIIDAssessment(samples)
        for outcome in assessment.outcomes {
            switch outcome.result {
            case .success(let estimate):
                #expect(estimate.figures.allSatisfy { $0.value.isFinite }, "\(outcome)")
                #expect(estimate.minEntropy >= 0 && estimate.minEntropy <= 8)
            case .failure(let error):
                #expect(error.code == .tooShort || error.code == .noRepeats)
                #expect(error.message.contains("needs"), "\(error.message)")
            }
        }
        #expect(assessment.assessed >= 0 && assessment.assessed <= 8)
        let iid = try IIDAssessment(samples)
        #expect(iid.figures.allSatisfy { $0.value.isFinite })
    }

    @Test("any number of samples gives figures or says what is missing", arguments: [2, 3, 17, 256])
    func short(alphabet: Int) throws {
        let symbols = SampleSource.uniform(8_000, alphabet: alphabet, seed: 77)
        for count in Array(1...40) + [63, 64, 100, 250, 751, 999, 1_003, 4_095, 4_096, 4_097, 6_011, 6_012, 8_000] {
            try Self.check(Array(symbols.prefix(count)))
        }
    }

    @Test("all symbols different: no tuple comes twice, and all else is a figure or too short")
    func allDifferent() throws {
        let symbols = (0..<256).map { UInt8($0) }
        try Self.check(symbols)
        let assessment = try NonIIDAssessment(Samples(symbols))
        for outcome in assessment.outcomes where outcome.sequence == .literal {
            if outcome.estimator == .tTuple || outcome.estimator == .longestRepeatedSubstring {
                #expect(throws: AssessmentError(.noRepeats, "")) { try outcome.result.get() }
            }
        }
        #expect(throws: AssessmentError(.noRepeats, "")) { try RepeatedSubstringTest(Samples(symbols)) }
    }

    @Test("sequences without surprise have next to no entropy, and do not take long")
    func predictable() throws {
        let period = (0..<60_000).map { UInt8($0 % 3) }
        try Self.check(period)
        #expect(try NonIIDAssessment(Samples(period)).assessed < 0.01)
        var once = [UInt8](repeating: 0, count: 60_000)
        once[30_000] = 1
        try Self.check(once)
        #expect(try NonIIDAssessment(Samples(once)).assessed < 0.01)
        try Self.check((0..<60_000).map { UInt8($0 / 30_000) })
    }
}
