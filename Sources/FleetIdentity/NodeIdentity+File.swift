import ByteCoding
import Crypto
import Foundation
import Secrets

/// `identity.sealed`: magic, format version, and the identity sealed with them as associated data.
extension NodeIdentity {
    private static let format = SealedFormat(magic: "QIDN", version: 1, label: "node identity", limit: 1 << 16)

    /// Keeps the identity in a file of mode 0600, whole or not at all.
    ///
    /// - Throws: ``FleetError``.
    package func save(to path: String, sealedBy key: SealingKey) throws(FleetError) {
        var writer = ByteWriter(reserving: 8192)
        writer.write(name.description)
        writer.write(secret: tlsKey.rawRepresentation)
        writer.write(prefixed: certificate)
        writer.write(prefixed: authority)
        writer.write(secret: signingKey.rawRepresentation)
        writer.write(secret: agreementKey.rawRepresentation)
        writer.write(fleetKey != nil)
        fleetKey?.encode(into: &writer)
        try Self.format.save(writer, to: path, sealedBy: key)
    }

    /// Loads an identity that ``save(to:sealedBy:)`` kept.
    ///
    /// - Throws: ``FleetError`` with `.wrongSealingKey`, `.badDocument`, or `.file`.
    package init(file path: String, sealedBy key: SealingKey) throws(FleetError) {
        self = try Self.format.load(path, sealedBy: key) { (reader: inout ByteReader) throws in
            try NodeIdentity(from: &reader)
        }
    }

    private init(from reader: inout ByteReader) throws {
        name = try SPIFFEIdentity(uri: try reader.readString(limit: 1024))
        tlsKey = try reader.readSecret { try P256.Signing.PrivateKey(rawRepresentation: $0) }
        certificate = try reader.readPrefixed(limit: 1 << 14)
        authority = try reader.readPrefixed(limit: 1 << 14)
        signingKey = try reader.readSecret { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) }
        agreementKey = try reader.readSecret { try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
        fleetKey = try reader.readBool() ? FleetKey(from: &reader) : nil
        guard try SPIFFEIdentity(certificate: certificate) == name else {
            throw FleetError(.badDocument, "the certificate inside is another node's than \(name)")
        }
    }
}
