/// The generator xoshiro256** of Blackman and Vigna (2018), seeded by SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Everything random in training comes from one of these, so that a seed determines a model. Not for secrets.
package struct TrainingRandom: RandomNumberGenerator, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// - Parameters:
    ///   - seed: any number.
    ///   - stream: tells generators of one seed apart, as one for each minibatch.
    package init(seed: UInt64, stream: UInt64 = 0) {
        var state = seed &+ stream &* 0xD134_2543_DE82_EF95
        func split() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        (s0, s1, s2, s3) = (split(), split(), split(), split())
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        let product = s1 &* 5
        let result = ((product << 7) | (product >> 57)) &* 9
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// A number below `bound`, by the multiplication of Lemire (2019) without its rejection: the bias is below 2⁻³² for
    /// bounds below 2³².
    package mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number of 0..<1 with 24 random bits.
    package mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }
}
