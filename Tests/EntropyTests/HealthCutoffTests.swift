import Entropy
import TestSupport
import Testing

@Suite("Cutoffs of the health tests")
struct HealthCutoffTests {
    /// H, k, C of the repetition count test, then C of the proportion test for 512 and 1,024 samples, each published and
    /// corrected: by exact rational arithmetic.
    struct Row: Sendable {
        let minEntropy: Double
        let exponent: Int
        let repetition: Int
        let proportions: [Int]
    }

    static let known = [
        Row(minEntropy: 0.1, exponent: 20, repetition: 201, proportions: [502, 502, 991, 991]),
        Row(minEntropy: 0.1, exponent: 60, repetition: 601, proportions: [513, 513, 1014, 1014]),
        Row(minEntropy: 0.5, exponent: 20, repetition: 41, proportions: [410, 411, 793, 793]),
        // 60 / 0.6 rounds to 100, but the binary fraction that stands for 0.6 is below it, and 100 samples do not do.
        Row(minEntropy: 0.6, exponent: 60, repetition: 102, proportions: [427, 428, 805, 805]),
        Row(minEntropy: 1, exponent: 40, repetition: 41, proportions: [336, 337, 625, 626]),
        Row(minEntropy: 8, exponent: 20, repetition: 4, proportions: [13, 14, 18, 19]),
    ]

    static func check(_ row: Row) throws {
        let larger = try HealthClaim(minEntropy: row.minEntropy, falseAlarmExponent: row.exponent)
        var cutoffs = [
            HealthCutoffs(larger, form: .published).proportion, HealthCutoffs(larger, form: .corrected).proportion,
        ]
        #expect(HealthCutoffs(larger).repetition == row.repetition)
        #expect(HealthCutoffs(larger).window == 512)
        var expected = Array(row.proportions.prefix(2))
        if row.minEntropy <= 1 {
            let binary = try HealthClaim(
                minEntropy: row.minEntropy, falseAlarmExponent: row.exponent, alphabet: .binary)
            cutoffs.append(HealthCutoffs(binary, form: .published).proportion)
            cutoffs.append(HealthCutoffs(binary, form: .corrected).proportion)
            #expect(HealthCutoffs(binary).window == 1024)
            expected = row.proportions
        }
        #expect(cutoffs == expected, "H = \(row.minEntropy), k = \(row.exponent)")
    }

    @Test("cutoffs are those of exact arithmetic", arguments: known)
    func knownAnswers(row: Row) throws {
        try Self.check(row)
    }

    @Test("every row of the shared table is met", .needsSharedData)
    func sharedTable() throws {
        let rows = try SharedData.text("entropy/health_cutoffs.csv").split(whereSeparator: \.isNewline).dropFirst()
        #expect(rows.count > 40)
        for line in rows {
            let numbers = line.split(separator: ",").compactMap { Double($0) }
            try #require(numbers.count == 7)
            try Self.check(
                Row(
                    minEntropy: numbers[0], exponent: Int(numbers[1]), repetition: Int(numbers[2]),
                    proportions: numbers.dropFirst(3).map { Int($0) }))
        }
    }

    @Test("the corrected form is the default")
    func defaultForm() throws {
        let claim = try HealthClaim(minEntropy: 0.5, falseAlarmExponent: 20)
        #expect(HealthCutoffs(claim) == HealthCutoffs(claim, form: .corrected))
        #expect(HealthCutoffs(claim) != HealthCutoffs(claim, form: .published))
    }

    @Test(
        "a claim that no source can meet is refused",
        arguments: [0, -1, 1e-9, 64.1, Double.infinity, Double.nan, -Double.infinity])
    func badClaims(minEntropy: Double) {
        #expect(throws: EntropyError(.badClaim, "")) { try HealthClaim(minEntropy: minEntropy) }
    }

    @Test("a binary sample holds at most one bit")
    func binaryClaim() {
        #expect(throws: EntropyError(.badClaim, "")) { try HealthClaim(minEntropy: 1.01, alphabet: .binary) }
    }

    @Test("a false-alarm rate must be a probability", arguments: [0, -1, 513, Int.max])
    func badRates(exponent: Int) {
        #expect(throws: EntropyError(.badFalseAlarmRate, "")) {
            try HealthClaim(minEntropy: 1, falseAlarmExponent: exponent)
        }
    }

    @Test("cutoffs exist for the least and the greatest claim", arguments: [1, 20, 60, 512])
    func extremes(exponent: Int) throws {
        let least = HealthCutoffs(try HealthClaim(minEntropy: 1e-6, falseAlarmExponent: exponent))
        // The binary fraction that stands for 0.000001 is below it.
        #expect(least.repetition == 2 + exponent * 1_000_000)
        #expect((2...513).contains(least.proportion))
        let greatest = HealthCutoffs(try HealthClaim(minEntropy: 64, falseAlarmExponent: exponent))
        #expect(greatest.repetition == 1 + (exponent + 63) / 64)
        #expect((2...513).contains(greatest.proportion))
    }
}
