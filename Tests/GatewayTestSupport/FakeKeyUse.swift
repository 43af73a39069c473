import ByteCoding
import CSodium
import Coordination
import Crypto
import CustodianContract
import KeyMap
import KeyMaterial
import Secrets
import ThresholdCrypto

/// Computes with whole secrets, derived from the key's id.
struct FakeKeyUse: KeyUse {
    let fleet: FakeFleet

    static func signingKey(of id: KeyID) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: SHA256.hash(data: Array(id.description.utf8)))
    }

    func encrypt(
        _ plaintext: borrowing SecretBytes, under key: KeyRecord, context: EncryptionContext, request: UseRequest
    ) async throws(CoordinationError) -> Sealed {
        try takeError()
        let sealing = EnvelopeSealing(
            plaintext: plaintext, keyARN: key.arn, version: .first, suite: key.suite, context: context,
            random: SystemRandom())
        let w = Self.output(key.id, alpha: sealing.alpha, context)
        do {
            let envelope = try sealing.seal(plaintext, under: w, random: SystemRandom())
            return Sealed(ciphertext: envelope.encoded, use: Self.use)
        } catch {
            throw CoordinationError(.failed, "\(error)")
        }
    }

    func decrypt(
        _ envelope: Envelope, under key: KeyRecord, context: EncryptionContext, request: UseRequest
    ) async throws(CoordinationError) -> Opened {
        try takeError()
        do throws(EnvelopeError) {
            let plaintext = try envelope.open(
                under: Self.output(key.id, alpha: envelope.alpha, context), context: context)
            return Opened(plaintext: plaintext, use: fleet.answersFromMemory ? Self.remembered : Self.use)
        } catch {
            throw CoordinationError(.invalidCiphertext, "\(error)")
        }
    }

    func sign(
        _ message: [UInt8], scheme: SignatureScheme, under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Signed {
        try takeError()
        do {
            let secret = try Self.signingKey(of: key.id)
            let signature =
                switch scheme {
                case .ed25519: Array(try secret.signature(for: message))
                case .ed25519ph: Self.prehashed(message, secret)
                }
            return Signed(signature: signature, use: Self.use)
        } catch {
            throw CoordinationError(.failed, "\(error)")
        }
    }

    func agree(
        with publicKey: [UInt8], under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Performed {
        try await perform(.agree(publicKey: publicKey), under: key, version: key.current, request: request)
    }

    func perform(
        _ operation: KeyOperation, under key: KeyRecord, version: KeyVersion, request: UseRequest,
        isRight: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(CoordinationError) -> Performed {
        try takeError()
        do {
            let output = try fleet.material(of: key).perform(operation)
            guard isRight(output.revealed()) else { throw CoordinationError(.failed, "a wrong result") }
            return Performed(output: output, use: Self.use)
        } catch {
            throw CoordinationError(.invalidInput, "\(error)")
        }
    }

    func importParameters(
        for key: KeyRecord, _ wrapping: ImportWrapping, _ wrappingKey: KeySpec, expires: Timestamp, request: UseRequest
    ) async throws(CoordinationError) -> ImportParameters {
        throw CoordinationError(.keyUnavailable, "this fleet imports nothing")
    }

    private static func prehashed(_ message: [UInt8], _ secret: Curve25519.Signing.PrivateKey) -> [UInt8] {
        var state = crypto_sign_ed25519ph_state()
        var signature = [UInt8](repeating: 0, count: 64)
        let pair = Array(secret.rawRepresentation) + Array(secret.publicKey.rawRepresentation)
        unsafe crypto_sign_ed25519ph_init(&state)
        unsafe crypto_sign_ed25519ph_update(&state, message, UInt64(message.count))
        unsafe crypto_sign_ed25519ph_final_create(&state, &signature, nil, pair)
        return signature
    }

    private static func output(_ id: KeyID, alpha: [UInt8], _ context: EncryptionContext) -> SecretBytes {
        let key = SymmetricKey(data: Array(id.description.utf8))
        return SecretBytes(copying: Array(HMAC<SHA512>.authenticationCode(for: alpha + context.digest, using: key)))
    }

    private static let use = QuorumUse(
        attempts: 2, custodians: [CustodianID("c1"), CustodianID("c2"), CustodianID("c4")],
        blamed: [CustodianID("c3")], version: .first, epoch: .first)

    private static let remembered = QuorumUse(
        attempts: 0, custodians: [], blamed: [], version: .first, epoch: .first, isCached: true)

    private func takeError() throws(CoordinationError) {
        let error = fleet.takeUseError()
        if let error = error as? CoordinationError { throw error }
        if let error { throw CoordinationError(.failed, "\(error)") }
    }
}
