import ByteCoding
import Crypto
import Foundation
import KeyGeneration
package import Secrets

/// Shares between custodians: HPKE (RFC 9180) in AuthPSK mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
/// AES-256-GCM; the sender proves its X25519 key, and the fleet key is the PSK.
package struct HPKEShareSealing: ShareSealing {
    private static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    private static let encapsulatedKeyCount = 32

    private let agreementKey: Curve25519.KeyAgreement.PrivateKey
    private let fleetKey: FleetKey

    /// - Throws: ``FleetError`` with `.badDocument` for an identity without a fleet key: only custodians have one.
    package init(_ identity: NodeIdentity) throws(FleetError) {
        guard let fleetKey = identity.fleetKey else {
            throw FleetError(
                .badDocument, "\(identity.name) has no fleet key, so it can neither send nor receive shares")
        }
        agreementKey = identity.agreementKey
        self.fleetKey = fleetKey
    }

    package func makePrivateKey() -> SecretBytes {
        let key = Curve25519.KeyAgreement.PrivateKey()
        var bytes = Array(key.rawRepresentation)
        defer { bytes.wipe() }
        return SecretBytes(copying: bytes)
    }

    package func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]? {
        guard let key = try? Self.privateKey(privateKey) else { return nil }
        return Array(key.publicKey.rawRepresentation)
    }

    package func seal(
        _ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]
    ) throws -> [UInt8] {
        var sender = try HPKE.Sender(
            recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient), ciphersuite: Self.suite,
            info: Data(info), authenticatedBy: agreementKey, presharedKey: fleetKey.secret,
            presharedKeyIdentifier: pskID)
        var plaintext = share.revealed()
        defer { plaintext.wipe() }
        let ciphertext = try sender.seal(plaintext, authenticating: info)
        return Array(sender.encapsulatedKey) + Array(ciphertext)
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
        var recipient = try HPKE.Recipient(
            privateKey: privateKey, ciphersuite: Self.suite, info: Data(info),
            encapsulatedKey: Data(sealed.prefix(Self.encapsulatedKeyCount)),
            authenticatedBy: Curve25519.KeyAgreement.PublicKey(rawRepresentation: sender),
            presharedKey: fleetKey.secret, presharedKeyIdentifier: pskID)
        var plaintext = try recipient.open(sealed.dropFirst(Self.encapsulatedKeyCount), authenticating: info)
        defer { plaintext.resetBytes(in: plaintext.indices) }
        return SecretBytes(copying: plaintext)
    }

    /// The generation of the fleet key.
    private var pskID: Data {
        var writer = ByteWriter()
        writer.write("quorate fleet key")
        writer.write(fleetKey.generation)
        return Data(writer.bytes)
    }

    private static func privateKey(_ bytes: borrowing SecretBytes) throws -> Curve25519.KeyAgreement.PrivateKey {
        var raw = bytes.revealed()
        defer { raw.wipe() }
        return try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: raw)
    }
}
