import ByteCoding
import Crypto
import Foundation
package import KeyMap
import Secrets

/// The top of a fleet: the Ed25519 root key, which signs charters and is what nodes pin, and the P-256 key that issues
/// certificates, which nodes trust because the charter names its certificate. Kept offline outside dev mode.
package struct FleetAuthority: Sendable {
    package let fleet: String
    let rootKey: Curve25519.Signing.PrivateKey
    let issuingKey: P256.Signing.PrivateKey
    /// The issuing key's certificate, signed by itself, DER.
    package let certificate: [UInt8]

    /// The part of it that issues certificates, for the hub.
    package var issuing: IssuingAuthority {
        IssuingAuthority(fleet: fleet, key: issuingKey, certificate: certificate)
    }

    /// What every node pins, 32 bytes.
    package var rootPublicKey: [UInt8] { Array(rootKey.publicKey.rawRepresentation) }

    /// Makes the keys of a new fleet.
    ///
    /// - Throws: ``FleetError`` with `.badName` for a fleet's name that no certificate can carry.
    package static func create(
        fleet: String, at now: Timestamp, validForDays days: Int
    ) throws(FleetError) -> FleetAuthority {
        _ = try SPIFFEIdentity(fleet: fleet, role: .hub, id: "any")
        let issuingKey = P256.Signing.PrivateKey.fresh()
        let template = CertificateTemplate(fleet: fleet, start: now, hours: Double(24 * days))
        return FleetAuthority(
            fleet: fleet, rootKey: Curve25519.Signing.PrivateKey.fresh(), issuingKey: issuingKey,
            certificate: try template.authority(key: issuingKey))
    }

    /// Makes a node with keys of its own.
    ///
    /// - Parameters:
    ///   - hosts: DNS names or IP addresses that clients reach it under.
    ///   - fleetKey: for custodians only.
    /// - Throws: ``FleetError`` with `.badName`.
    package func issue(
        _ role: FleetRole, id: String, hosts: [String] = [], at now: Timestamp, validForDays days: Int,
        fleetKey: FleetKey? = nil
    ) throws(FleetError) -> NodeIdentity {
        try certify(
            SPIFFEIdentity(fleet: fleet, role: role, id: id), tlsKey: P256.Signing.PrivateKey.fresh(), hosts: hosts,
            signingKey: Curve25519.Signing.PrivateKey.fresh(), agreementKey: Curve25519.KeyAgreement.PrivateKey.fresh(),
            at: now, validForDays: days, fleetKey: fleetKey)
    }

    /// The same node with a new certificate, and a new key in it. Signing and sealing keys, which others know, stay.
    ///
    /// - Throws: ``FleetError``.
    package func renew(
        _ node: NodeIdentity, hosts: [String] = [], at now: Timestamp, validForDays days: Int
    ) throws(FleetError) -> NodeIdentity {
        try certify(
            node.name, tlsKey: P256.Signing.PrivateKey.fresh(), hosts: hosts, signingKey: node.signingKey,
            agreementKey: node.agreementKey, at: now, validForDays: days, fleetKey: node.fleetKey)
    }

    private func certify(
        _ name: SPIFFEIdentity, tlsKey: P256.Signing.PrivateKey, hosts: [String],
        signingKey: Curve25519.Signing.PrivateKey, agreementKey: Curve25519.KeyAgreement.PrivateKey,
        at now: Timestamp, validForDays days: Int, fleetKey: FleetKey?
    ) throws(FleetError) -> NodeIdentity {
        let request = try CertificateRequest(name, key: tlsKey, signingKey: signingKey)
        let leaf = try CertificateTemplate(fleet: fleet, start: now, hours: Double(24 * days)).leaf(
            name, key: tlsKey.publicKey, hosts: hosts, binding: request.binding, issuer: certificate,
            issuingKey: issuingKey)
        return NodeIdentity(
            name: name, tlsKey: tlsKey, certificate: leaf, authority: certificate, signingKey: signingKey,
            agreementKey: agreementKey, fleetKey: fleetKey)
    }

    /// Signs a charter for this fleet.
    ///
    /// - Throws: ``FleetError`` with `.badDocument` for another fleet's charter.
    package func sign(_ charter: FleetCharter) throws(FleetError) -> SignedCharter {
        guard charter.fleet == fleet, charter.authority == certificate else {
            throw FleetError(.badDocument, "the root key of fleet \(fleet) does not sign a charter of \(charter.fleet)")
        }
        let bytes = charter.encoded
        do {
            let signature = try rootKey.signature(for: SignedCharter.signedBytes(bytes))
            return SignedCharter(bytes: bytes, signature: Array(signature))
        } catch {
            throw FleetError(.badSignature, "the charter of \(fleet) could not be signed: \(error)")
        }
    }
}
