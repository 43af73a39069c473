/// The MAC algorithms of the service model.
package enum AWSMacAlgorithm: String, CaseIterable, Sendable {
    case hmacSHA224 = "HMAC_SHA_224"
    case hmacSHA256 = "HMAC_SHA_256"
    case hmacSHA384 = "HMAC_SHA_384"
    case hmacSHA512 = "HMAC_SHA_512"
}
