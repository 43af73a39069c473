/// The encryption algorithms of the service model.
package enum AWSEncryptionAlgorithm: String, CaseIterable, Sendable {
    case symmetricDefault = "SYMMETRIC_DEFAULT"
    case rsaOAEPSHA1 = "RSAES_OAEP_SHA_1"
    case rsaOAEPSHA256 = "RSAES_OAEP_SHA_256"
    case sm2PKE = "SM2PKE"

    /// Whether the ciphertext is a bare one of a public key, which names no key and binds no encryption context.
    package var isAsymmetric: Bool { self != .symmetricDefault }
}
