import Crypto
import SwiftASN1
import X509

extension NodeIdentity {
    /// The same node with another certificate and its key.
    ///
    /// - Throws: ``FleetError`` with `.badCertificate` where the certificate is not for this name and key, or lacks the
    ///   identity key's signature over it.
    func renewed(key: P256.Signing.PrivateKey, certificate: [UInt8]) throws(FleetError) -> NodeIdentity {
        let leaf: Certificate
        do {
            leaf = try Certificate(derEncoded: certificate)
        } catch {
            throw FleetError(.badCertificate, "the certificate for \(name) cannot be read: \(error)")
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
}
