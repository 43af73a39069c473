import AWSProtocol
import KeyMap
import KeyMaterial

extension KeyMetadata {
    init(_ key: KeyRecord) {
        self.init(
            accountID: key.account, keyID: key.id.description, arn: key.arn, created: key.created.seconds,
            description: key.keyDescription, spec: key.spec.aws, usage: key.usage.aws, state: key.state.name,
            isEnabled: key.state == .enabled, deletionDate: key.state.deletionDate,
            pendingDeletionWindowInDays: key.state.deletionDelay, origin: key.origin.aws,
            expirationModel: key.expirationModel, validTo: key.materialExpires?.seconds,
            encryptionAlgorithms: key.encryptionAlgorithms, signingAlgorithms: key.signingAlgorithms,
            macAlgorithms: key.macAlgorithms, keyAgreementAlgorithms: key.keyAgreementAlgorithms,
            multiRegion: key.isMultiRegion ? MultiRegionConfiguration(key) : nil,
            currentKeyMaterialID: key.keyMaterialID)
    }
}

extension KeySpec {
    /// The spec of this name, or nil where this release lacks it.
    init?(_ spec: AWSKeySpec) {
        self.init(rawValue: spec.rawValue)
    }

    /// Every spec of ours has its name from the model.
    var aws: AWSKeySpec { AWSKeySpec(rawValue: rawValue) ?? .symmetricDefault }
}

/// The algorithms that go with a key's spec and usage.
extension KeyRecord {
    var encryptionAlgorithms: [AWSEncryptionAlgorithm] {
        guard usage == .encryptDecrypt else { return [] }
        guard spec.isAsymmetric else { return [.symmetricDefault] }
        return spec.encryptionAlgorithms.compactMap { AWSEncryptionAlgorithm(rawValue: $0.rawValue) }
    }

    var signingAlgorithms: [AWSSigningAlgorithm] {
        guard usage == .signVerify else { return [] }
        if spec == .ed25519 { return [.ed25519SHA512, .ed25519PHSHA512] }
        return spec.signatureAlgorithms.compactMap { AWSSigningAlgorithm(rawValue: $0.rawValue) }
    }

    var macAlgorithms: [AWSMacAlgorithm] {
        guard usage == .generateVerifyMAC, let algorithm = spec.macAlgorithm else { return [] }
        return AWSMacAlgorithm(rawValue: algorithm.rawValue).map { [$0] } ?? []
    }

    var keyAgreementAlgorithms: [AWSKeyAgreementAlgorithm] {
        usage == .keyAgreement ? [.ecdh] : []
    }
}

extension KeyOrigin {
    var aws: AWSOrigin {
        switch self {
        case .awsKMS: .awsKMS
        case .external: .external
        }
    }
}

extension KeyRecord {
    /// Of imported material that is there.
    var expirationModel: AWSExpirationModel? {
        guard here.hasMaterial else { return nil }
        return materialExpires == nil ? .doesNotExpire : .expires
    }
}

extension KeyUsage {
    var aws: AWSKeyUsage {
        switch self {
        case .encryptDecrypt: .encryptDecrypt
        case .signVerify: .signVerify
        case .generateVerifyMAC: .generateVerifyMac
        case .keyAgreement: .keyAgreement
        }
    }
}

extension KeyState {
    /// Seconds since 1970, for a key that is pending deletion.
    var deletionDate: Double? {
        switch self {
        case .pendingDeletion(let date): date.seconds
        case .enabled, .disabled, .pendingImport, .pendingReplicaDeletion: nil
        }
    }

    /// Days from its last replica's deletion, for a primary key that is to be deleted.
    var deletionDelay: Int? {
        if case .pendingReplicaDeletion(let days) = self { days } else { nil }
    }
}
