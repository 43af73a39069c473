import Crypto
package import Secrets

/// The replicated-key PRF of Naor, Pinkas and Reingold (Eurocrypt 1999, section 3.1) as DiSE uses it (CCS 2018, figure 3):
/// PRF(x) is the sum (exclusive or) of F_k(x) over all keys of a ``ReplicatedSubsets``.
///
/// F_k(x) is 32 bytes: AES-256 under k of two blocks, each the first 127 bits of SHA-256(x) and then 0 or 1.
package enum ReplicatedPRF {
    /// The size of a subset's key in bytes.
    package static let keyCount = 32
    /// The size of a subset's value, and of a sum of values, in bytes.
    package static let valueCount = 2 * blockCount
    static let blockCount = 16

    /// The two blocks that every key is applied to.
    static func blocks(of input: [UInt8]) -> [UInt8] {
        var block = Array(SHA256.hash(data: input).prefix(blockCount))
        block[blockCount - 1] &= 0xfe
        var other = block
        other[blockCount - 1] |= 1
        return block + other
    }

    /// w, 64 bytes: SHA-512 over label, input and the sum of all values.
    package static func finalize(input: [UInt8], sum: [UInt8]) -> SecretBytes {
        var message =
            OPRFContext.prefixed(Array("quorate replicated prf v1".utf8)) + OPRFContext.prefixed(input)
            + OPRFContext.prefixed(sum)
        defer { message.wipe() }
        var digest = unsafe SHA512.hash(data: message).withUnsafeBytes { unsafe Array($0) }
        defer { digest.wipe() }
        return SecretBytes(copying: digest)
    }
}
