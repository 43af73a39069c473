import EntropyAssessment
import Testing

@Suite("Restart tests")
struct RestartTests {
    @Test("uniform restarts are validated, and the cutoff is where binomials have it")
    func uniform() throws {
        let samples = try Samples(SampleSource.uniform(1_000_000, alphabet: 2, seed: 40), bitsPerSymbol: 1)
        let restarts = try RestartAssessment(samples, initial: 1, track: .iid)
        // The greater count of 1,000 fair bits is above 571 with 5.91e-6, above 572 with 4.37e-6; alpha is 5.03e-6.
        #expect(restarts.cutoff == 572)
        #expect(restarts.greatestCount <= restarts.cutoff)
        #expect(restarts.isValidated)
        #expect((restarts.assessed ?? 0) > 0.99)
    }

    @Test("a source that begins the same way after each restart is found by its columns")
    func sameStart() throws {
        var symbols = SampleSource.uniform(1_000_000, alphabet: 4, seed: 41)
        for restart in 0..<1_000 { symbols[restart * 1_000 + 17] = 3 }
        let restarts = try RestartAssessment(Samples(symbols, bitsPerSymbol: 2), initial: 1.9, track: .iid)
        #expect(restarts.greatestCount == 1_000)
        #expect(!restarts.passesSanityCheck)
        #expect(restarts.assessed == nil)
    }

    @Test("an estimate that restarts do not bear out by half is refused")
    func halved() throws {
        let symbols = SampleSource.sticky(1_000_000, alphabet: 4, seed: 42)
        let restarts = try RestartAssessment(Samples(symbols, bitsPerSymbol: 2), initial: 1.0, track: .nonIID)
        #expect(restarts.passesSanityCheck)
        #expect(min(restarts.rows, restarts.columns) < 0.5)
        #expect(!restarts.isValidated)
    }

    @Test("other numbers of samples, and estimates that cannot be, are refused")
    func refusals() throws {
        let few = try Samples(SampleSource.uniform(999_999, alphabet: 2, seed: 1))
        #expect(throws: AssessmentError(.tooShort, "")) { try RestartAssessment(few, initial: 0.5, track: .iid) }
        let bits = try Samples(SampleSource.uniform(1_000_000, alphabet: 2, seed: 1), bitsPerSymbol: 2)
        for initial in [-0.1, 1.5, 2.1, Double.nan] {
            #expect(throws: AssessmentError(.badParameter, "")) {
                try RestartAssessment(bits, initial: initial, track: .iid)
            }
        }
    }
}
