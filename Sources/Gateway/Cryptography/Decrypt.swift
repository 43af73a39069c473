import AWSProtocol
import AccessPolicy
import AuditLog
import ByteCoding
import Coordination
import KeyMap
import KeyMaterial
import Secrets
import ThresholdCrypto

extension DecryptRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": AuditValue(optional: keyID), "encryptionAlgorithm": .string(algorithm.rawValue),
            "encryptionContext": AuditValue(encryptionContext), "dryRun": dryRun.isOn ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.encryptionAlgorithm) ? [algorithm.rawValue] : encryptionContext.values(of: key)
    }

    func encryptionContext(for action: String) -> AWSEncryptionContext? { encryptionContext }
}

extension KMSGateway {
    func decrypt(_ request: DecryptRequest, _ active: inout ActiveCall) async throws -> DecryptResponse {
        try checkRecipient(request.recipient)
        let source = CiphertextSource(
            ciphertext: request.ciphertext, keyID: request.keyID, algorithm: request.algorithm, dryRun: request.dryRun,
            action: active.call.operation.action)
        let (key, ciphertext) = try locate(source, &active)
        guard let ciphertext else { throw Self.dryRunSucceeded }
        let plaintext = try await open(ciphertext, under: key, request.encryptionContext, &active)
        try endDryRun(request.dryRun.isOn)
        return DecryptResponse(keyID: key.arn, plaintext: plaintext.revealed(), algorithm: request.algorithm)
    }

    /// Decrypts and notes who took part.
    func open(
        _ ciphertext: LocatedCiphertext, under key: KeyRecord, _ context: AWSEncryptionContext,
        _ active: inout ActiveCall
    ) async throws -> SecretBytes {
        switch ciphertext {
        case .envelope(let envelope):
            try await count(key, envelope.version, &active)
            let opened = try await keyUse.decrypt(
                envelope, under: key, context: EncryptionContext(context), request: active.useRequest)
            active.note(opened.use)
            return opened.taken()
        case .asymmetric(let algorithm, let bytes):
            try await count(key, key.current.number, &active)
            let performed = try await unwrap(
                .decrypt(algorithm, ciphertext: bytes), under: key, active.useRequest)
            active.note(performed.use)
            return performed.taken()
        }
    }

    /// An operation whose input is a ciphertext: where it is refused, the ciphertext is to blame.
    func unwrap(
        _ operation: KeyOperation, under key: KeyRecord, _ request: UseRequest
    ) async throws(CoordinationError) -> Performed {
        do {
            return try await keyUse.perform(operation, under: key, version: key.current, request: request)
        } catch {
            guard error.code == .invalidInput else { throw error }
            throw CoordinationError(.invalidCiphertext, error.message, blamed: error.blamed, attempts: error.attempts)
        }
    }

    static var dryRunSucceeded: AWSError {
        AWSError(.dryRun, "The request would have succeeded, but the DryRun option is set.")
    }
}

/// A ciphertext and what a client says of it.
struct CiphertextSource {
    let ciphertext: [UInt8]
    let keyID: String?
    let algorithm: AWSEncryptionAlgorithm
    let dryRun: DryRun
    /// The action that the key's policy must allow.
    let action: String
}

/// A ciphertext whose key is known.
enum LocatedCiphertext {
    case envelope(Envelope)
    /// Under an RSA key's public half.
    case asymmetric(AsymmetricEncryption, [UInt8])
}

extension KMSGateway {
    /// The key that a ciphertext needs, checked, and the ciphertext taken apart; none where a dry run leaves it out.
    func locate(_ source: CiphertextSource, _ active: inout ActiveCall) throws -> (KeyRecord, LocatedCiphertext?) {
        guard source.dryRun.isOn || source.dryRun.modifiers.isEmpty else {
            throw AWSError(.validation, "DryRunModifiers apply to a dry run only. Set DryRun or leave them out.")
        }
        let named = try source.keyID.map { keyID throws(AWSError) in
            try resolve(keyID, aliases: true, action: source.action, &active)
        }
        if source.dryRun.ignoresCiphertext, let named {
            try check(source, fits: named, active)
            return (named, nil)
        }
        if let algorithm = AsymmetricEncryption(rawValue: source.algorithm.rawValue), let named {
            try check(source, fits: named, active)
            return (named, .asymmetric(algorithm, source.ciphertext))
        }
        let envelope = try Self.envelope(source.ciphertext)
        let key = try named ?? keyNamed(by: envelope, source, &active)
        guard key.isNamed(by: envelope.keyARN) else {
            throw AWSError(
                .incorrectKey,
                "The key ID in the request does not identify a CMK that can perform this operation.")
        }
        try check(source, fits: key, active)
        guard key.version(envelope.version) != nil else { throw Self.invalidCiphertext }
        return (key, .envelope(envelope))
    }

    private func check(_ source: CiphertextSource, fits key: KeyRecord, _ active: ActiveCall) throws(AWSError) {
        try checkUse(of: key, for: .encryptDecrypt, active)
        try Self.check(source.algorithm, fits: key)
    }

    private func keyNamed(
        by envelope: Envelope, _ source: CiphertextSource, _ active: inout ActiveCall
    ) throws -> KeyRecord {
        guard let arn = try? KMSARN(envelope.keyARN, operation: active.call.operation) else {
            throw Self.invalidCiphertext
        }
        // Another region's ARN of a multi-Region key names the key of this region too, if there is one.
        guard case .key(let id) = arn.resource, arn.account == active.account,
            arn.region == active.region || KeyID(id).isMultiRegion
        else {
            throw AWSError(
                .notFound,
                "The ciphertext refers to a key that does not exist or does not exist in this region: \(envelope.keyARN). "
                    + "Send the request to the key's region.")
        }
        return try resolve(id, aliases: false, action: source.action, &active)
    }

    private static func envelope(_ ciphertext: [UInt8]) throws(AWSError) -> Envelope {
        do throws(ByteCodingError) {
            return try Envelope(decoding: ciphertext)
        } catch {
            throw AWSError(.invalidCiphertext, "The ciphertext cannot be read: \(error.message).")
        }
    }

    private static var invalidCiphertext: AWSError {
        AWSError(
            .invalidCiphertext,
            "The ciphertext was changed or was not made by this service. Send it as it was returned.")
    }
}
