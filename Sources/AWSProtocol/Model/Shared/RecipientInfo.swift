/// The attested enclave that an answer's plaintext is to be encrypted to.
package struct RecipientInfo: Sendable {
    package let attestationDocument: [UInt8]?

    init?(in members: inout RequestMembers) throws(AWSError) {
        let document = try members.object("Recipient") { recipient throws(AWSError) -> [UInt8]? in
            _ = try recipient.choice("KeyEncryptionAlgorithm", of: AWSKeyEncryptionMechanism.self)
            return try recipient.blob("AttestationDocument", lengths: 1...262_144)
        }
        guard let document else { return nil }
        attestationDocument = document
    }
}

/// How a plaintext is encrypted to a recipient, in the service model.
enum AWSKeyEncryptionMechanism: String, CaseIterable, Sendable {
    case rsaOAEPSHA256 = "RSAES_OAEP_SHA_256"
}
