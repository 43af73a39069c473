import KeyMap

extension KeySpec {
    /// What material of the spec is made of, and by whom it is handled.
    enum Family {
        /// 32 bytes: the key of a domain's HMAC-SHA-512.
        case domain
        case mac(MACAlgorithm)
        case curve(EllipticCurve)
        case rsa(bits: Int)
        case mlDSA(MLDSAParameters)
        /// There is no whole material: the key is only ever used by partial results.
        case none
    }

    var family: Family {
        switch self {
        case .symmetricDefault: .domain
        case .hmac224: .mac(.hmacSHA224)
        case .hmac256: .mac(.hmacSHA256)
        case .hmac384: .mac(.hmacSHA384)
        case .hmac512: .mac(.hmacSHA512)
        case .ed25519: .none
        case .p256: .curve(.p256)
        case .p384: .curve(.p384)
        case .p521: .curve(.p521)
        case .secp256k1: .curve(.secp256k1)
        case .rsa2048: .rsa(bits: 2_048)
        case .rsa3072: .rsa(bits: 3_072)
        case .rsa4096: .rsa(bits: 4_096)
        case .mlDSA65: .mlDSA(.mlDSA65)
        case .mlDSA87: .mlDSA(.mlDSA87)
        }
    }

    /// The length of raw symmetric material, in bytes; nil for other specs.
    var rawByteCount: Int? {
        switch family {
        case .domain: 32
        case .mac(let algorithm): algorithm.byteCount
        default: nil
        }
    }
}
