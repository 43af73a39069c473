import ByteCoding
import Crypto
import Foundation
package import KeyMap
import Secrets

/// The fleet key from one custodian to another: HPKE (RFC 9180) in Auth mode with the suite of ``HPKEShareSealing``. Auth and
/// not AuthPSK, because the recipient may have no fleet key yet; that it is a custodian is what the charter says.
package struct FleetKeyExchange: Sendable {
    private static let suite = HPKE.Ciphersuite(
        kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    private static let encapsulatedKeyCount = 32

    private let identity: NodeIdentity
    package let keyring: FleetKeyring

    package init(_ identity: NodeIdentity, keyring: FleetKeyring) {
        self.identity = identity
        self.keyring = keyring
    }

    /// The newest key, for another custodian; nil where this one has none of that generation or later.
    ///
    /// - Throws: where the recipient's key cannot be used.
    package func seal(
        atLeast generation: UInt32, to recipient: CustodianRecord
    ) throws -> (generation: UInt32, sealed: [UInt8])? {
        guard let key = keyring.newest, key.generation >= generation else { return nil }
        let info = info(key.generation, from: identity.name.id, to: recipient.id.description)
        var sender = try HPKE.Sender(
            recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.sealingKey),
            ciphersuite: Self.suite, info: info, authenticatedBy: identity.agreementKey)
        var secret = unsafe key.secret.withUnsafeBytes { bytes in unsafe Data(bytes) }
        defer { secret.resetBytes(in: secret.indices) }
        return (key.generation, Array(sender.encapsulatedKey) + Array(try sender.seal(secret, authenticating: info)))
    }

    /// Takes a key that another custodian has sealed to this one.
    ///
    /// - Throws: where it does not open, is no key, or cannot be kept.
    package func take(_ sealed: [UInt8], generation: UInt32, from sender: CustodianRecord) throws {
        let info = info(generation, from: sender.id.description, to: identity.name.id)
        var reader = ByteReader(sealed)
        let encapsulated = try reader.read(fixed: Self.encapsulatedKeyCount)
        var recipient = try HPKE.Recipient(
            privateKey: identity.agreementKey, ciphersuite: Self.suite, info: info,
            encapsulatedKey: Data(encapsulated),
            authenticatedBy: Curve25519.KeyAgreement.PublicKey(rawRepresentation: sender.sealingKey))
        var secret = try recipient.open(try reader.read(fixed: reader.remaining), authenticating: info)
        defer { secret.resetBytes(in: secret.indices) }
        guard secret.count == 32 else {
            throw FleetError(.badDocument, "the fleet key from \(sender.id) has \(secret.count) bytes, not 32")
        }
        try keyring.add(FleetKey(generation: generation, secret: SymmetricKey(data: secret)))
    }

    private func info(_ generation: UInt32, from sender: String, to recipient: String) -> Data {
        var writer = ByteWriter()
        writer.write("quorate fleet key exchange v1")
        writer.write(identity.name.fleet)
        writer.write(generation)
        writer.write(sender)
        writer.write(recipient)
        return Data(writer.bytes)
    }
}
