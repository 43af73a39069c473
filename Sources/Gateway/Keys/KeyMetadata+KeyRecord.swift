import AWSProtocol
import KeyMap

extension KeyMetadata {
    init(_ key: KeyRecord) {
        self.init(
            accountID: key.account, keyID: key.id.description, arn: key.arn, created: key.created.seconds,
            description: key.keyDescription, spec: key.spec.aws, usage: key.usage.aws, state: key.state.name,
            isEnabled: key.state == .enabled, deletionDate: key.state.deletionDate,
            encryptionAlgorithms: key.spec.encryptionAlgorithms, signingAlgorithms: key.spec.signingAlgorithms)
    }
}

extension KeySpec {
    var aws: AWSKeySpec {
        switch self {
        case .symmetricDefault: .symmetricDefault
        case .ed25519: .ed25519
        }
    }

    /// The spec of this name, or nil where this release lacks it.
    init?(_ spec: AWSKeySpec) {
        self.init(rawValue: spec.rawValue)
    }

    var encryptionAlgorithms: [AWSEncryptionAlgorithm] {
        switch self {
        case .symmetricDefault: [.symmetricDefault]
        case .ed25519: []
        }
    }

    var signingAlgorithms: [AWSSigningAlgorithm] {
        switch self {
        case .symmetricDefault: []
        case .ed25519: [.ed25519SHA512, .ed25519PHSHA512]
        }
    }
}

extension KeyUsage {
    var aws: AWSKeyUsage {
        switch self {
        case .encryptDecrypt: .encryptDecrypt
        case .signVerify: .signVerify
        }
    }
}

extension KeyState {
    /// Seconds since 1970, for a key that is pending deletion.
    var deletionDate: Double? {
        switch self {
        case .pendingDeletion(let date): date.seconds
        case .enabled, .disabled: nil
        }
    }
}
