import Crypto
import Foundation
import KeyMap
import SwiftASN1
import X509

/// A node's request for a certificate (PKCS #10, RFC 2986): its SPIFFE name, a key of its own, and its identity key's
/// signature over both.
package struct CertificateRequest: Sendable {
    package let name: SPIFFEIdentity
    let key: P256.Signing.PublicKey
    let binding: [UInt8]
    /// DER.
    package let encoded: [UInt8]

    /// - Throws: ``FleetError`` with `.badCertificate`.
    init(
        _ name: SPIFFEIdentity, key: P256.Signing.PrivateKey, signingKey: Curve25519.Signing.PrivateKey
    ) throws(FleetError) {
        self.name = name
        self.key = key.publicKey
        do {
            binding = Array(try signingKey.signature(for: IdentityBinding.statement(name, key: key.publicKey)))
            let extensions = try Certificate.Extensions([
                Certificate.Extension(
                    SubjectAlternativeNames([.uniformResourceIdentifier(name.description)]), critical: false),
                IdentityBinding.certificateExtension(binding),
            ])
            let request = try CertificateSigningRequest(
                version: .v1, subject: try CertificateTemplate.subject(name), privateKey: Certificate.PrivateKey(key),
                attributes: try CertificateSigningRequest.Attributes([
                    CertificateSigningRequest.Attribute(ExtensionRequest(extensions: extensions))
                ]), signatureAlgorithm: .ecdsaWithSHA256)
            var serializer = DER.Serializer()
            try serializer.serialize(request)
            encoded = serializer.serializedBytes
        } catch {
            throw FleetError(.badCertificate, "the certificate request of \(name) could not be made: \(error)")
        }
    }

    /// Reads a request, and checks that it was made by who has its key.
    ///
    /// - Throws: ``FleetError`` with `.badCertificate` or `.badName`.
    package init(decoding der: [UInt8]) throws(FleetError) {
        do {
            let request = try CertificateSigningRequest(derEncoded: der)
            guard request.publicKey.isValidSignature(request.signature, for: request),
                let key = P256.Signing.PublicKey(request.publicKey),
                let extensions = try request.attributes.extensionRequest?.extensions,
                let binding = IdentityBinding.signature(in: extensions),
                let names = try extensions.subjectAlternativeNames, names.count == 1,
                case .uniformResourceIdentifier(let uri) = names[0]
            else {
                throw FleetError(
                    .badCertificate,
                    "a certificate request must carry one SPIFFE id, a P-256 key that signed it, and an identity's "
                        + "signature over that key")
            }
            name = try SPIFFEIdentity(uri: uri)
            self.key = key
            self.binding = binding
            encoded = der
        } catch let error as FleetError {
            throw error
        } catch {
            throw FleetError(.badCertificate, "the certificate request cannot be read: \(error)")
        }
    }

    /// Whether the holder of an identity key vouches for the request's key.
    package func isBound(to identityKey: [UInt8]) -> Bool {
        IdentityBinding.isValid(binding, name, key: key, by: identityKey)
    }
}
