import EntropyAssessment
import Testing

@Suite("The estimators against plain ones")
struct PlainComparisonTests {
    static let sequences: [[UInt8]] =
        [2, 3, 16, 256].flatMap { alphabet in
            [
                SampleSource.uniform(5_200, alphabet: alphabet, seed: UInt64(alphabet)),
                SampleSource.sticky(5_000, alphabet: alphabet, seed: UInt64(alphabet) + 1),
            ]
        } + [
            (0..<5_000).map { UInt8($0 % 2) }, (0..<4_500).map { UInt8($0 % 7) },
            SampleSource.bell(6_000, seed: 30),
            SampleSource.uniform(3_000, alphabet: 2, seed: 31) + [UInt8](repeating: 1, count: 2_000),
        ]

    static func values(_ symbols: [UInt8]) throws -> [String: Double] {
        var values: [String: Double] = [:]
        for figure in try NonIIDAssessment(Samples(symbols)).figures { values[figure.name] = figure.value }
        return values
    }

    @Test("all predictors are right as often, and in runs as long", arguments: sequences.indices)
    func predictors(index: Int) throws {
        let symbols = Self.sequences[index]
        let values = try Self.values(symbols)
        let dense = try Samples(symbols).symbols
        for (name, record) in [
            ("MultiMCW", PlainPredictors.windows(dense)), ("Lag", PlainPredictors.lags(dense)),
            ("MultiMMC", PlainPredictors.markov(dense)), ("LZ78Y", PlainPredictors.lz78y(dense)),
        ] {
            #expect(values["Literal \(name) Prediction Estimate: C"] == Double(record.correct), "\(name)")
            #expect(values["Literal \(name) Prediction Estimate: r"] == Double(record.run), "\(name)")
        }
    }

    @Test("tuples are counted as a dictionary counts them", arguments: sequences.indices)
    func tuples(index: Int) throws {
        let symbols = Array(Self.sequences[index].prefix(700))
        var (rare, longest, share, pairShare) = (0, 0, 0.0, 0.0)
        for length in 1..<symbols.count {
            var counts: [ArraySlice<UInt8>: Int] = [:]
            for start in 0...symbols.count - length { counts[symbols[start..<start + length], default: 0] += 1 }
            let most = counts.values.max() ?? 0
            guard most > 1 else { break }
            longest = length
            let places = Double(symbols.count - length + 1)
            if most >= 35, rare == 0 {
                share = max(share, Self.root(of: Double(most) / places, length))
            } else {
                if rare == 0 { rare = length }
                let pairs = counts.values.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
                pairShare = max(pairShare, Self.root(of: Double(pairs) / (places * (places - 1) / 2), length))
            }
        }
        if rare == 0 { rare = longest + 1 }
        let values = try Self.values(symbols)
        #expect(values["Literal t-Tuple Estimate: t"] == (rare > 1 ? Double(rare - 1) : nil))
        if rare > 1 { #expect(Self.isClose(values["Literal t-Tuple Estimate: p-hat_max"], share)) }
        #expect(values["Literal LRS Estimate: u"] == (longest >= rare ? Double(rare) : nil))
        #expect(values["Literal LRS Estimate: v"] == (longest >= rare ? Double(longest) : nil))
        if longest >= rare { #expect(Self.isClose(values["Literal LRS Estimate: p-hat"], pairShare)) }
    }

    static func isClose(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) <= 1e-9 * expected } ?? false
    }

    /// The root of a number between 0 and 1, by halving.
    static func root(of number: Double, _ degree: Int) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            let power = (0..<degree).reduce(1.0) { product, _ in product * middle }
            if power < number { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
