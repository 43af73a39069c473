import Crypto
import SwiftASN1
import X509

extension NodeIdentity {
    /// The same node with another certificate and its key.
    ///
    /// - Throws: ``FleetError`` with `.badCertificate` where the certificate is not for this name and key, or lacks the
    ///   authority's signature, or the identity key's over its key.
    func renewed(key: P256.Signing.PrivateKey, certificate: [UInt8]) throws(FleetError) -> NodeIdentity {
        let leaf: Certificate
        let issuer: Certificate
        do {
            leaf = try Certificate(derEncoded: certificate)
            issuer = try Certificate(derEncoded: authority)
        } catch {
            throw FleetError(.badCertificate, "the certificate for \(name) cannot be read: \(error)")
        }
        guard issuer.publicKey.isValidSignature(leaf.signature, for: leaf) else {
            throw FleetError(.badCertificate, "the certificate for \(name) is not signed by the fleet's authority")
        }
        guard try SPIFFEIdentity(certificate: certificate) == name,
            P256.Signing.PublicKey(leaf.publicKey)?.rawRepresentation == key.publicKey.rawRepresentation,
            let binding = IdentityBinding.signature(in: leaf.extensions),
            IdentityBinding.isValid(binding, name, key: key.publicKey, by: signingPublicKey)
        else {
            throw FleetError(.badCertificate, "the certificate is not the one that \(name) asked for")
        }
        return NodeIdentity(
            name: name, tlsKey: key, certificate: certificate, authority: authority, signingKey: signingKey,
            agreementKey: agreementKey, fleetKey: fleetKey)
    }

    /// Whether the certificate carries the identity key's signature, without which no peer accepts it.
    package var isVouchedFor: Bool { (try? renewed(key: tlsKey, certificate: certificate)) != nil }

    /// Whether the certificate carries the DNS name by which callers know the node, and serves for both ends of TLS.
    var isReachable: Bool {
        guard let extensions = try? Certificate(derEncoded: certificate).extensions,
            let names = try? extensions.subjectAlternativeNames, let usage = try? extensions.extendedKeyUsage
        else { return false }
        return names.contains(.dnsName(NodeName.host(role: name.role, id: name.id, fleet: name.fleet)))
            && usage.contains(.serverAuth) && usage.contains(.clientAuth)
    }
}
