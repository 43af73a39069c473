/// What kind of key a KMS key is, by its name in the AWS service model.
package enum KeySpec: String, Sendable, CaseIterable {
    case symmetricDefault = "SYMMETRIC_DEFAULT"
    case hmac224 = "HMAC_224"
    case hmac256 = "HMAC_256"
    case hmac384 = "HMAC_384"
    case hmac512 = "HMAC_512"
    case ed25519 = "ECC_NIST_EDWARDS25519"
    case p256 = "ECC_NIST_P256"
    case p384 = "ECC_NIST_P384"
    case p521 = "ECC_NIST_P521"
    case secp256k1 = "ECC_SECG_P256K1"
    case rsa2048 = "RSA_2048"
    case rsa3072 = "RSA_3072"
    case rsa4096 = "RSA_4096"
    case mlDSA65 = "ML_DSA_65"
    case mlDSA87 = "ML_DSA_87"

    /// The uses that the AWS model allows for a key of this spec; a key has one of them.
    package var usages: [KeyUsage] {
        switch self {
        case .symmetricDefault: [.encryptDecrypt]
        case .hmac224, .hmac256, .hmac384, .hmac512: [.generateVerifyMAC]
        case .ed25519, .secp256k1, .mlDSA65, .mlDSA87: [.signVerify]
        case .p256, .p384, .p521: [.signVerify, .keyAgreement]
        case .rsa2048, .rsa3072, .rsa4096: [.encryptDecrypt, .signVerify]
        }
    }

    /// The ways in which the secret of a key with this usage can be used, the usual one first.
    package func custodies(for usage: KeyUsage) -> [Custody] {
        switch (self, usage) {
        case (.symmetricDefault, _), (.p256, .keyAgreement): [.threshold, .quorum]
        case (.ed25519, _): [.threshold]
        default: [.quorum]
        }
    }

    /// Whether a key of some usage can be under quorum custody.
    package var allowsQuorumCustody: Bool { usages.contains { custodies(for: $0).contains(.quorum) } }

    /// Whether a key has a public half.
    package var isAsymmetric: Bool {
        switch self {
        case .symmetricDefault, .hmac224, .hmac256, .hmac384, .hmac512: false
        default: true
        }
    }

    /// The protocol that its shares run, whose name goes into every transcript and wire message.
    package func suite(in custody: Custody) -> Suite {
        switch (custody, self) {
        case (.quorum, _): .quorumP256
        case (.threshold, .ed25519): .frostEd25519
        case (.threshold, .p256): .agreementP256
        case (.threshold, _): .ristrettoPRF
        }
    }
}

/// What a KMS key may be used for, by its name in the AWS service model.
package enum KeyUsage: String, Sendable, CaseIterable {
    case encryptDecrypt = "ENCRYPT_DECRYPT"
    case signVerify = "SIGN_VERIFY"
    case generateVerifyMAC = "GENERATE_VERIFY_MAC"
    case keyAgreement = "KEY_AGREEMENT"
}

/// Where a key's material is from, by its name in the AWS service model.
package enum KeyOrigin: String, Sendable, CaseIterable {
    case awsKMS = "AWS_KMS"
    case external = "EXTERNAL"
}

/// How a key's secret is used.
package enum Custody: String, Sendable, CaseIterable {
    /// By partial results; never whole.
    case threshold
    /// Whole, in one module's locked memory, for one operation that a quorum has agreed to.
    case quorum
}

/// The protocol of a key's shares.
package enum Suite: UInt8, Sendable, CaseIterable {
    /// The distributed PRF over ristretto255 with DLEQ proofs, and AES-256-GCM under its output.
    case ristrettoPRF = 1
    /// FROST(Ed25519, SHA-512) of RFC 9591, and its pre-hashed sibling.
    case frostEd25519 = 2
    /// Shares of a scalar modulo the order of P-256, from which or under which the key's material is.
    case quorumP256 = 3
    /// Diffie-Hellman over P-256 by partial exponentiations with DLEQ proofs.
    case agreementP256 = 4

    package var name: String {
        switch self {
        case .ristrettoPRF: "ristretto255-prf-v1"
        case .frostEd25519: "frost-ed25519-v1"
        case .quorumP256: "quorum-p256-v1"
        case .agreementP256: "p256-agreement-v1"
        }
    }

    /// Whether ciphertexts are made with it.
    package var encrypts: Bool {
        switch self {
        case .ristrettoPRF, .quorumP256: true
        case .frostEd25519, .agreementP256: false
        }
    }
}
