import ByteCoding
import Crypto
import Foundation
package import KeyMap

/// Issues the fleet's certificates. It may be online, at the hub: a certificate serves nobody whom the charter does not
/// name, and only with that node's own signature over its key.
package struct IssuingAuthority: Sendable {
    package let fleet: String
    let key: P256.Signing.PrivateKey
    /// The key's own certificate, signed by itself, DER.
    package let certificate: [UInt8]

    /// A certificate for a node, DER.
    ///
    /// - Parameters:
    ///   - identityKey: what the charter has for the node.
    ///   - hours: for how long it serves.
    /// - Throws: ``FleetError`` with `.badSignature` where the identity key does not vouch for the request.
    package func issue(
        _ request: CertificateRequest, identityKey: [UInt8], at now: Timestamp, validForHours hours: Double
    ) throws(FleetError) -> [UInt8] {
        guard request.name.fleet == fleet, request.isBound(to: identityKey) else {
            throw FleetError(
                .badSignature, "the certificate request of \(request.name) is not signed by its key in the charter")
        }
        let host = NodeName.host(role: request.name.role, id: request.name.id, fleet: fleet)
        return try CertificateTemplate(fleet: fleet, start: now, hours: hours).leaf(
            request.name, key: request.key, hosts: [host], binding: request.binding, issuer: certificate,
            issuingKey: key)
    }

    /// A certificate for somebody who may ask to join as `id`, DER.
    ///
    /// - Throws: ``FleetError``.
    func applicant(
        _ id: String, key applicantKey: P256.Signing.PublicKey, at now: Timestamp, validForHours hours: Double
    ) throws(FleetError) -> [UInt8] {
        let name = try SPIFFEIdentity(fleet: fleet, role: .applicant, id: id)
        return try CertificateTemplate(fleet: fleet, start: now, hours: hours).leaf(
            name, key: applicantKey, hosts: [], binding: nil, issuer: certificate, issuingKey: key)
    }
}

/// `authority.sealed` at the hub: magic, format version, and the issuing key sealed with them as associated data.
extension IssuingAuthority {
    private static let format = SealedFormat(magic: "QISS", version: 1, label: "issuing authority", limit: 1 << 16)

    /// - Throws: ``FleetError``.
    package func save(to path: String, sealedBy sealing: SealingKey) throws(FleetError) {
        var writer = ByteWriter(reserving: 4096)
        writer.write(fleet)
        writer.write(secret: key.rawRepresentation)
        writer.write(prefixed: certificate)
        try Self.format.save(writer, to: path, sealedBy: sealing)
    }

    /// - Throws: ``FleetError`` with `.wrongSealingKey`, `.badDocument`, or `.file`.
    package init(file path: String, sealedBy sealing: SealingKey) throws(FleetError) {
        self = try Self.format.load(path, sealedBy: sealing) { (reader: inout ByteReader) throws in
            IssuingAuthority(
                fleet: try reader.readString(limit: 255),
                key: try reader.readSecret { try P256.Signing.PrivateKey(rawRepresentation: $0) },
                certificate: try reader.readPrefixed(limit: 1 << 14))
        }
    }
}
