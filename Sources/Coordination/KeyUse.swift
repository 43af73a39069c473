package import CustodianContract
package import KeyMap
package import KeyMaterial
package import Secrets
package import ThresholdCrypto

/// What a gateway does with keys, of either custody.
package protocol KeyUse: Sendable {
    /// - Throws: ``CoordinationError``.
    func encrypt(
        _ plaintext: borrowing SecretBytes, under key: KeyRecord, context: EncryptionContext, request: UseRequest
    ) async throws(CoordinationError) -> Sealed

    /// - Throws: ``CoordinationError`` with `.invalidCiphertext` where ciphertext or context were changed.
    func decrypt(
        _ envelope: Envelope, under key: KeyRecord, context: EncryptionContext, request: UseRequest
    ) async throws(CoordinationError) -> Opened

    /// The secret that a key of either custody shares with the holder of a public key of its curve.
    ///
    /// - Parameter publicKey: SubjectPublicKeyInfo in DER.
    /// - Throws: ``CoordinationError`` with `.invalidInput` for a public key that does not go with the key.
    func agree(
        with publicKey: [UInt8], under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Performed

    /// What comes of an operation with a key under quorum custody.
    ///
    /// - Parameter isRight: checks an output; a custodian whose output fails has lied, and another is asked.
    /// - Throws: ``CoordinationError`` with `.invalidInput` where what the client sent does not go with the key.
    func perform(
        _ operation: KeyOperation, under key: KeyRecord, version: KeyVersion, request: UseRequest,
        isRight: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(CoordinationError) -> Performed

    /// A new wrapping key for material that is to be imported.
    ///
    /// - Throws: ``CoordinationError``.
    func importParameters(
        for key: KeyRecord, _ wrapping: ImportWrapping, _ wrappingKey: KeySpec, expires: Timestamp, request: UseRequest
    ) async throws(CoordinationError) -> ImportParameters

    /// A signature, verified before it is returned.
    ///
    /// - Throws: ``CoordinationError``.
    func sign(
        _ message: [UInt8], scheme: SignatureScheme, under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Signed
}

extension KeyUse {
    /// What comes of an operation whose output nobody but the custodian can check.
    package func perform(
        _ operation: KeyOperation, under key: KeyRecord, version: KeyVersion, request: UseRequest
    ) async throws(CoordinationError) -> Performed {
        try await perform(operation, under: key, version: version, request: request) { _ in true }
    }
}

/// The client's request that a use belongs to, for the custodians' audit records.
package struct UseRequest: Hashable, Sendable {
    package let id: String
    /// The KMS operation.
    package let operation: String
    /// The region that a multi-Region key is used in; empty for a key of one region.
    package let region: String
    /// When the client's request came: its deadline counts from here, over however many quorums it takes.
    package let received: ContinuousClock.Instant

    package init(
        id: String, operation: String, region: String = "", received: ContinuousClock.Instant = .now
    ) {
        self.id = id
        self.operation = operation
        self.region = region
        self.received = received
    }

    /// The request for a use of a key as it was seen.
    ///
    /// - Parameter delay: of which nobody is to blame.
    func using(_ key: KeyRecord, delayed delay: Duration = .zero) -> UseRequest {
        UseRequest(
            id: id, operation: operation, region: key.isMultiRegion ? key.region : "", received: received + delay)
    }
}

/// Who took part in a use, and how it went.
package struct QuorumUse: Hashable, Sendable {
    /// Rounds of requests that the use took; 1 where nobody failed, 0 where nobody was asked.
    package let attempts: Int
    package let custodians: [CustodianID]
    /// Members of the committee that are passed over because they answered wrongly or leave requests unanswered.
    package let blamed: [CustodianID]
    package let version: KeyVersionNumber
    package let epoch: Epoch
    /// Whether nobody was asked, because the gateway had the output from an earlier use.
    package let isCached: Bool

    package init(
        attempts: Int, custodians: [CustodianID], blamed: [CustodianID], version: KeyVersionNumber, epoch: Epoch,
        isCached: Bool = false
    ) {
        self.attempts = attempts
        self.custodians = custodians
        self.blamed = blamed
        self.version = version
        self.epoch = epoch
        self.isCached = isCached
    }
}

/// A ciphertext.
package struct Sealed: Sendable {
    package let ciphertext: [UInt8]
    package let use: QuorumUse

    package init(ciphertext: [UInt8], use: QuorumUse) {
        self.ciphertext = ciphertext
        self.use = use
    }
}

/// A plaintext.
package struct Opened: ~Copyable, Sendable {
    package let plaintext: SecretBytes
    package let use: QuorumUse

    package init(plaintext: consuming SecretBytes, use: QuorumUse) {
        self.plaintext = plaintext
        self.use = use
    }

    package consuming func taken() -> SecretBytes { plaintext }
}

/// What came of an operation with a rebuilt key, or of a key agreement.
package struct Performed: ~Copyable, Sendable {
    package let output: SecretBytes
    package let use: QuorumUse

    package init(output: consuming SecretBytes, use: QuorumUse) {
        self.output = output
        self.use = use
    }

    package consuming func taken() -> SecretBytes { output }
}

/// A signature, 64 bytes.
package struct Signed: Sendable {
    package let signature: [UInt8]
    package let use: QuorumUse

    package init(signature: [UInt8], use: QuorumUse) {
        self.signature = signature
        self.use = use
    }
}
