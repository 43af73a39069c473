package import StrictJSON

/// What CreateKey, DescribeKey and ReplicateKey tell of a key.
package struct KeyMetadata: ResponseShape {
    package var accountID: String
    package var keyID: String
    package var arn: String
    /// Seconds since 1970.
    package var created: Double
    package var description: String
    package var spec: AWSKeySpec
    package var usage: AWSKeyUsage
    /// As in `Enabled`.
    package var state: String
    package var isEnabled: Bool
    /// Seconds since 1970, for a key that is pending deletion.
    package var deletionDate: Double?
    /// For a primary key that is pending deletion and still has replicas.
    package var pendingDeletionWindowInDays: Int?
    package var origin: AWSOrigin
    /// For a key with imported material.
    package var expirationModel: AWSExpirationModel?
    /// Seconds since 1970, for a key with imported material that expires.
    package var validTo: Double?
    package var encryptionAlgorithms: [AWSEncryptionAlgorithm]
    package var signingAlgorithms: [AWSSigningAlgorithm]
    package var macAlgorithms: [AWSMacAlgorithm]
    package var keyAgreementAlgorithms: [AWSKeyAgreementAlgorithm]
    /// For a multi-Region key.
    package var multiRegion: MultiRegionConfiguration?
    /// For a symmetric encryption key: 64 hexadecimal digits.
    package var currentKeyMaterialID: String?

    package init(
        accountID: String, keyID: String, arn: String, created: Double, description: String, spec: AWSKeySpec,
        usage: AWSKeyUsage, state: String, isEnabled: Bool, deletionDate: Double? = nil,
        pendingDeletionWindowInDays: Int? = nil, origin: AWSOrigin = .awsKMS,
        expirationModel: AWSExpirationModel? = nil, validTo: Double? = nil,
        encryptionAlgorithms: [AWSEncryptionAlgorithm] = [], signingAlgorithms: [AWSSigningAlgorithm] = [],
        macAlgorithms: [AWSMacAlgorithm] = [], keyAgreementAlgorithms: [AWSKeyAgreementAlgorithm] = [],
        multiRegion: MultiRegionConfiguration? = nil, currentKeyMaterialID: String? = nil
    ) {
        self.accountID = accountID
        self.keyID = keyID
        self.arn = arn
        self.created = created
        self.description = description
        self.spec = spec
        self.usage = usage
        self.state = state
        self.isEnabled = isEnabled
        self.deletionDate = deletionDate
        self.pendingDeletionWindowInDays = pendingDeletionWindowInDays
        self.origin = origin
        self.expirationModel = expirationModel
        self.validTo = validTo
        self.encryptionAlgorithms = encryptionAlgorithms
        self.signingAlgorithms = signingAlgorithms
        self.macAlgorithms = macAlgorithms
        self.keyAgreementAlgorithms = keyAgreementAlgorithms
        self.multiRegion = multiRegion
        self.currentKeyMaterialID = currentKeyMaterialID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("AWSAccountId", accountID)
        object.member("KeyId", keyID)
        object.member("Arn", arn)
        object.member("CreationDate", epochSeconds: created)
        object.member("Enabled", isEnabled)
        object.member("Description", description)
        object.member("KeyUsage", usage.rawValue)
        object.member("KeyState", state)
        object.member("DeletionDate", epochSeconds: deletionDate)
        object.member("PendingDeletionWindowInDays", pendingDeletionWindowInDays)
        object.member("ValidTo", epochSeconds: validTo)
        object.member("Origin", origin.rawValue)
        object.member("ExpirationModel", expirationModel?.rawValue)
        object.member("KeyManager", "CUSTOMER")
        object.member("CustomerMasterKeySpec", spec.rawValue)
        object.member("KeySpec", spec.rawValue)
        object.member("EncryptionAlgorithms", orNilIfEmpty: encryptionAlgorithms.map(\.rawValue))
        object.member("SigningAlgorithms", orNilIfEmpty: signingAlgorithms.map(\.rawValue))
        object.member("MacAlgorithms", orNilIfEmpty: macAlgorithms.map(\.rawValue))
        object.member("KeyAgreementAlgorithms", orNilIfEmpty: keyAgreementAlgorithms.map(\.rawValue))
        object.member("MultiRegion", multiRegion != nil)
        if let multiRegion { object.member("MultiRegionConfiguration", object: multiRegion.write) }
        object.member("CurrentKeyMaterialId", currentKeyMaterialID)
    }
}

extension JSONObjectWriter {
    /// Writes a list; an empty one is left out.
    mutating func member(_ name: String, orNilIfEmpty values: [String]) {
        member(name, values.isEmpty ? nil : values)
    }
}
