import ByteCoding
import Crypto
import Foundation

/// The keys of a node that has asked to join and has no certificate yet. Kept until it has, so that a request that is made
/// again is the same request.
package struct NodeKeys: Sendable {
    package let name: SPIFFEIdentity
    let tlsKey: P256.Signing.PrivateKey
    let signingKey: Curve25519.Signing.PrivateKey
    let agreementKey: Curve25519.KeyAgreement.PrivateKey

    /// Fresh keys.
    package init(_ name: SPIFFEIdentity) {
        self.name = name
        tlsKey = P256.Signing.PrivateKey.fresh()
        signingKey = Curve25519.Signing.PrivateKey.fresh()
        agreementKey = Curve25519.KeyAgreement.PrivateKey.fresh()
    }

    /// The node, once it has a certificate.
    ///
    /// - Parameter authority: the fleet's issuing authority, DER.
    /// - Throws: ``FleetError`` with `.badCertificate` where the certificate is not for this node and key.
    package func identity(certificate: [UInt8], authority: [UInt8]) throws(FleetError) -> NodeIdentity {
        let identity = NodeIdentity(
            name: name, tlsKey: tlsKey, certificate: certificate, authority: authority, signingKey: signingKey,
            agreementKey: agreementKey, fleetKey: nil)
        return try identity.renewed(key: tlsKey, certificate: certificate)
    }

    private static let format = SealedFormat(magic: "QJOI", version: 1, label: "keys of a new node", limit: 1 << 14)

    /// - Throws: ``FleetError``.
    package func save(to path: String, sealedBy sealing: SealingKey) throws(FleetError) {
        var writer = ByteWriter(reserving: 1024)
        writer.write(name.description)
        writer.write(secret: tlsKey.rawRepresentation)
        writer.write(secret: signingKey.rawRepresentation)
        writer.write(secret: agreementKey.rawRepresentation)
        try Self.format.save(writer, to: path, sealedBy: sealing)
    }

    /// - Throws: ``FleetError`` with `.wrongSealingKey`, `.badDocument`, or `.file`.
    package init(file path: String, sealedBy sealing: SealingKey) throws(FleetError) {
        self = try Self.format.load(path, sealedBy: sealing) { (reader: inout ByteReader) throws in
            try NodeKeys(from: &reader)
        }
    }

    private init(from reader: inout ByteReader) throws {
        name = try SPIFFEIdentity(uri: try reader.readString(limit: 1024))
        tlsKey = try reader.readSecret { try P256.Signing.PrivateKey(rawRepresentation: $0) }
        signingKey = try reader.readSecret { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
        agreementKey = try reader.readSecret { try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
    }
}
