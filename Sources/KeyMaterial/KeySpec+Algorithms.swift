package import KeyMap

extension KeySpec {
    /// The algorithms with which keys of the spec sign under quorum custody; none where they do not.
    package var signatureAlgorithms: [SignatureAlgorithm] {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096:
            [.rsaPSSSHA256, .rsaPSSSHA384, .rsaPSSSHA512, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512]
        case .p256, .secp256k1: [.ecdsaSHA256]
        case .p384: [.ecdsaSHA384]
        case .p521: [.ecdsaSHA512]
        case .mlDSA65, .mlDSA87: [.mlDSA]
        case .symmetricDefault, .hmac224, .hmac256, .hmac384, .hmac512, .ed25519: []
        }
    }

    /// The algorithms in which one encrypts to the public half of keys of the spec; none where one cannot.
    package var encryptionAlgorithms: [AsymmetricEncryption] {
        switch self {
        case .rsa2048, .rsa3072, .rsa4096: [.oaepSHA1, .oaepSHA256]
        default: []
        }
    }

    /// The message authentication code of keys of the spec; nil where they have none.
    package var macAlgorithm: MACAlgorithm? {
        switch self {
        case .hmac224: .hmacSHA224
        case .hmac256: .hmacSHA256
        case .hmac384: .hmacSHA384
        case .hmac512: .hmacSHA512
        default: nil
        }
    }
}
