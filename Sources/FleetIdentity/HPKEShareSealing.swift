import ByteCoding
import Crypto
import Foundation
import KeyGeneration
package import Secrets

/// Shares between custodians: HPKE (RFC 9180) in AuthPSK mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
/// AES-256-GCM; the sender proves its X25519 key, and the fleet key is the PSK. What is sealed begins with the generation of
/// the fleet key, 4 bytes.
package struct HPKEShareSealing: ShareSealing {
    private static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    private static let encapsulatedKeyCount = 32
    private static let plausibleLead: UInt32 = 16

    private let agreementKey: Curve25519.KeyAgreement.PrivateKey
    private let keyring: FleetKeyring

    package init(_ identity: NodeIdentity, keyring: FleetKeyring) {
        agreementKey = identity.agreementKey
        self.keyring = keyring
    }

    package func makePrivateKey() -> SecretBytes {
        // Any 32 bytes are a private key of X25519 (RFC 7748, section 5).
        SecretBytes.random(count: 32)
    }

    package func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]? {
        guard let key = try? Self.privateKey(privateKey) else { return nil }
        return Array(key.publicKey.rawRepresentation)
    }

    package func seal(
        _ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]
    ) throws -> [UInt8] {
        guard let fleetKey = keyring.newest else {
            throw AwaitedFleetKey(
                "this custodian has no fleet key yet: another custodian that is in reach has to send it")
        }
        var sender = try HPKE.Sender(
            recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient), ciphersuite: Self.suite,
            info: Data(info), authenticatedBy: agreementKey, presharedKey: fleetKey.secret,
            presharedKeyIdentifier: Self.identifier(of: fleetKey.generation))
        var plaintext = share.revealed()
        defer { plaintext.wipe() }
        let ciphertext = try sender.seal(plaintext, authenticating: info)
        return Self.encoded(fleetKey.generation) + Array(sender.encapsulatedKey) + Array(ciphertext)
    }

    package func open(
        _ sealed: [UInt8], with privateKey: borrowing SecretBytes, from sender: [UInt8], binding info: [UInt8]
    ) throws -> SecretBytes {
        try open(sealed, with: Self.privateKey(privateKey), from: sender, binding: info)
    }

    package func open(_ sealed: [UInt8], from sender: [UInt8], binding info: [UInt8]) throws -> SecretBytes {
        try open(sealed, with: agreementKey, from: sender, binding: info)
    }

    private func open(
        _ sealed: [UInt8], with privateKey: Curve25519.KeyAgreement.PrivateKey, from sender: [UInt8],
        binding info: [UInt8]
    ) throws -> SecretBytes {
        var reader = ByteReader(sealed)
        let generation = try reader.read(UInt32.self)
        let encapsulated = try reader.read(fixed: Self.encapsulatedKeyCount)
        guard let fleetKey = keyring.key(generation: generation) else {
            guard isPlausible(generation) else {
                throw FleetError(
                    .wrongSealingKey,
                    "it is sealed under generation \(generation) of the fleet key, not \(keyring.generation)")
            }
            // Either end may be behind, and neither is at fault.
            throw AwaitedFleetKey(
                "it is sealed under generation \(generation) of the fleet key, and this custodian has \(keyring.generation): "
                    + "one of the two is behind with the charter")
        }
        var recipient = try HPKE.Recipient(
            privateKey: privateKey, ciphersuite: Self.suite, info: Data(info), encapsulatedKey: Data(encapsulated),
            authenticatedBy: Curve25519.KeyAgreement.PublicKey(rawRepresentation: sender),
            presharedKey: fleetKey.secret, presharedKeyIdentifier: Self.identifier(of: generation))
        var plaintext = try recipient.open(try reader.read(fixed: reader.remaining), authenticating: info)
        defer { plaintext.resetBytes(in: plaintext.indices) }
        return SecretBytes(copying: plaintext)
    }

    /// Whether an honest sender may have sealed under a generation that this custodian lacks: it may be behind, or ahead by
    /// the custodians that have left while this one was away.
    private func isPlausible(_ generation: UInt32) -> Bool {
        let newest = keyring.generation
        return newest == 0 || generation >= 1 && (generation < newest || generation - newest <= Self.plausibleLead)
    }

    private static func encoded(_ generation: UInt32) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(generation)
        return writer.bytes
    }

    /// The `psk_id`.
    private static func identifier(of generation: UInt32) -> Data {
        var writer = ByteWriter()
        writer.write("quorate fleet key")
        writer.write(generation)
        return Data(writer.bytes)
    }

    private static func privateKey(_ bytes: borrowing SecretBytes) throws -> Curve25519.KeyAgreement.PrivateKey {
        var raw = bytes.revealed()
        defer { raw.wipe() }
        return try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: raw)
    }
}
