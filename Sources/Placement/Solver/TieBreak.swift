package import KeyMap

/// The order of custodians with equal loads: another for every key, the same at every run and on every machine.
///
/// It spreads keys; it protects nothing, and so is no cryptographic hash.
package enum TieBreak {
    /// The low bits of a rank, which hold the candidate's number, so that no two ranks are equal.
    static let numberBits = 20

    /// The seed of a key's placement.
    package static func seed(of key: KeyID) -> UInt64 { mixed(fingerprint(of: key.description)) }

    /// FNV-1a over the UTF-8 bytes (Fowler, Noll, Vo; 64 bits).
    static func fingerprint(of name: String) -> UInt64 {
        name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    /// The place of candidate `number` among those of its load.
    static func rank(seed: UInt64, fingerprint: UInt64, number: Int) -> UInt64 {
        mixed(seed ^ fingerprint) << UInt64(numberBits) | UInt64(truncatingIfNeeded: number)
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word &+ 0x9e37_79b9_7f4a_7c15
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
