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

    /// The key of a generation, sealed to another custodian. Nothing but the generation of the charter that names the
    /// recipient leaves: under an older charter the recipient may be one that the key was replaced for.
    ///
    /// - Parameter charter: the charter in force.
    /// - Returns: nil where the charter has another generation or does not name the recipient, or this custodian has no such
    ///   key.
    /// - Throws: where the recipient's key cannot be used.
    package func seal(_ generation: UInt32, to recipient: String, by charter: FleetCharter) throws -> [UInt8]? {
        guard generation == charter.fleetKeyGeneration,
            let record = charter.custodians.first(where: { $0.id.description == recipient }),
            let key = keyring.key(generation: generation)
        else { return nil }
        let info = info(generation, from: identity.name.id, to: recipient)
        var sender = try HPKE.Sender(
            recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: record.sealingKey),
            ciphersuite: Self.suite, info: info, authenticatedBy: identity.agreementKey)
        var secret = unsafe key.secret.withUnsafeBytes { bytes in unsafe Data(bytes) }
        defer { secret.resetBytes(in: secret.indices) }
        return Array(sender.encapsulatedKey) + Array(try sender.seal(secret, authenticating: info))
    }

    /// Takes a key that another custodian has sealed to this one.
    ///
    /// - Parameter charter: the charter in force. A key of another generation is refused: a later one would keep this custodian
    ///   from ever taking those that the root key asks for, and would reach custodians that the charter still names.
    /// - Throws: where it is not the charter's, does not open, is no key, or cannot be kept.
    package func take(
        _ sealed: [UInt8], generation: UInt32, from sender: CustodianRecord, by charter: FleetCharter
    ) throws {
        guard generation == charter.fleetKeyGeneration else {
            throw FleetError(
                .badDocument,
                "\(sender.id) sent generation \(generation) of the fleet key; charter \(charter.revision) has "
                    + "\(charter.fleetKeyGeneration)")
        }
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
