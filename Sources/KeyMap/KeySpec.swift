/// What kind of key a KMS key is, by its name in the AWS service model.
package enum KeySpec: String, Sendable, CaseIterable {
    case symmetricDefault = "SYMMETRIC_DEFAULT"
    case ed25519 = "ECC_NIST_EDWARDS25519"

    /// The only use that the AWS model allows for a key of this spec.
    package var usage: KeyUsage {
        switch self {
        case .symmetricDefault: .encryptDecrypt
        case .ed25519: .signVerify
        }
    }

    /// The threshold protocol that its shares run, whose name goes into every transcript and wire message.
    package var suite: Suite {
        switch self {
        case .symmetricDefault: .ristrettoPRF
        case .ed25519: .frostEd25519
        }
    }
}

/// What a KMS key may be used for, by its name in the AWS service model.
package enum KeyUsage: String, Sendable, CaseIterable {
    case encryptDecrypt = "ENCRYPT_DECRYPT"
    case signVerify = "SIGN_VERIFY"
}

/// The threshold protocol of a key's shares.
package enum Suite: UInt8, Sendable, CaseIterable {
    /// The distributed PRF over ristretto255 with DLEQ proofs, and AES-256-GCM under its output.
    case ristrettoPRF = 1
    /// FROST(Ed25519, SHA-512) of RFC 9591, and its pre-hashed sibling.
    case frostEd25519 = 2

    package var name: String {
        switch self {
        case .ristrettoPRF: "ristretto255-prf-v1"
        case .frostEd25519: "frost-ed25519-v1"
        }
    }
}

/// Where a key is in its life. ``KeyRecord/applying(_:at:)`` is the only way from one state to another.
package enum KeyState: Hashable, Sendable {
    case enabled
    case disabled
    case pendingDeletion(Timestamp)

    /// The name in the AWS service model.
    package var name: String {
        switch self {
        case .enabled: "Enabled"
        case .disabled: "Disabled"
        case .pendingDeletion: "PendingDeletion"
        }
    }
}
