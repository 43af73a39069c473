/// A message authentication code of HMAC keys, by its name in the AWS service model: HMAC (RFC 2104) with a hash function
/// of SHA-2 (FIPS 180-4).
package enum MACAlgorithm: String, Sendable, CaseIterable {
    case hmacSHA224 = "HMAC_SHA_224"
    case hmacSHA256 = "HMAC_SHA_256"
    case hmacSHA384 = "HMAC_SHA_384"
    case hmacSHA512 = "HMAC_SHA_512"

    /// The length of a key and of a code, in bytes: the digest's.
    package var byteCount: Int { hash.byteCount }

    var hash: HashFunction {
        switch self {
        case .hmacSHA224: .sha224
        case .hmacSHA256: .sha256
        case .hmacSHA384: .sha384
        case .hmacSHA512: .sha512
        }
    }
}
