package import StrictJSON

/// What CreateKey and DescribeKey tell of a key.
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
    package var encryptionAlgorithms: [AWSEncryptionAlgorithm]
    package var signingAlgorithms: [AWSSigningAlgorithm]

    package init(
        accountID: String, keyID: String, arn: String, created: Double, description: String, spec: AWSKeySpec,
        usage: AWSKeyUsage, state: String, isEnabled: Bool, deletionDate: Double? = nil,
        encryptionAlgorithms: [AWSEncryptionAlgorithm] = [], signingAlgorithms: [AWSSigningAlgorithm] = []
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
        self.encryptionAlgorithms = encryptionAlgorithms
        self.signingAlgorithms = signingAlgorithms
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
        object.member("Origin", AWSOrigin.awsKMS.rawValue)
        object.member("KeyManager", "CUSTOMER")
        object.member("CustomerMasterKeySpec", spec.rawValue)
        object.member("KeySpec", spec.rawValue)
        object.member("EncryptionAlgorithms", orNilIfEmpty: encryptionAlgorithms.map(\.rawValue))
        object.member("SigningAlgorithms", orNilIfEmpty: signingAlgorithms.map(\.rawValue))
        object.member("MultiRegion", false)
    }
}

extension JSONObjectWriter {
    /// Writes a list; an empty one is left out.
    mutating func member(_ name: String, orNilIfEmpty values: [String]) {
        member(name, values.isEmpty ? nil : values)
    }
}
