import ByteCoding
import Crypto
import Foundation

/// `authority.sealed`: magic, format version, and the root and issuing keys sealed with them as associated data.
extension FleetAuthority {
    private static let format = SealedFormat(magic: "QAUT", version: 1, label: "fleet authority", limit: 1 << 16)

    /// Keeps the authority in a file of mode 0600, whole or not at all.
    ///
    /// - Throws: ``FleetError``.
    package func save(to path: String, sealedBy key: SealingKey) throws(FleetError) {
        var writer = ByteWriter(reserving: 4096)
        writer.write(fleet)
        writer.write(secret: rootKey.rawRepresentation)
        writer.write(secret: issuingKey.rawRepresentation)
        writer.write(prefixed: certificate)
        try Self.format.save(writer, to: path, sealedBy: key)
    }

    /// Loads an authority that ``save(to:sealedBy:)`` kept.
    ///
    /// - Throws: ``FleetError`` with `.wrongSealingKey`, `.badDocument`, or `.file`.
    package init(file path: String, sealedBy key: SealingKey) throws(FleetError) {
        self = try Self.format.load(path, sealedBy: key) { (reader: inout ByteReader) throws in
            FleetAuthority(
                fleet: try reader.readString(limit: 255),
                rootKey: try reader.readSecret { try Curve25519.Signing.PrivateKey(rawRepresentation: $0) },
                issuingKey: try reader.readSecret { try P256.Signing.PrivateKey(rawRepresentation: $0) },
                certificate: try reader.readPrefixed(limit: 1 << 14))
        }
    }
}
