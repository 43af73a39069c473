/// Repeatable samples (SplitMix64) of several shapes, for known answers.
struct SampleSource {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Uniform over 0..<bound.
    mutating func number(below bound: Int) -> Int { Int(next() >> 16) % bound }

    /// Uniform symbols.
    static func uniform(_ count: Int, alphabet: Int, seed: UInt64) -> [UInt8] {
        var source = SampleSource(seed)
        return (0..<count).map { _ in UInt8(source.number(below: alphabet)) }
    }

    /// The sum of several uniform symbols: a bell, with gaps where a step is given.
    static func bell(_ count: Int, seed: UInt64, step: Int = 1) -> [UInt8] {
        var source = SampleSource(seed)
        return (0..<count).map { _ in
            UInt8((0..<4).reduce(0) { sum, _ in sum + source.number(below: 8) } * step)
        }
    }

    /// Mostly the symbol before, sometimes another.
    static func sticky(_ count: Int, alphabet: Int, seed: UInt64) -> [UInt8] {
        var source = SampleSource(seed)
        var symbol = 0
        return (0..<count).map { _ in
            if source.number(below: 10) < 3 { symbol = source.number(below: alphabet) }
            return UInt8(symbol)
        }
    }
}
