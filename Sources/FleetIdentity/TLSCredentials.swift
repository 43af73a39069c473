package import Crypto
import SwiftASN1

/// What one end of a connection shows, and what it verifies the other end against.
package struct TLSCredentials: Sendable {
    /// The key of the certificate. P-256, because BoringSSL verifies no Ed25519 certificates unless told to.
    package let key: P256.Signing.PrivateKey
    /// The leaf, DER.
    package let certificate: [UInt8]
    /// The fleet's authority, DER: what a peer's certificate is verified against.
    package let authority: [UInt8]

    package init(key: P256.Signing.PrivateKey, certificate: [UInt8], authority: [UInt8]) {
        self.key = key
        self.certificate = certificate
        self.authority = authority
    }

    /// The key, for the TLS library. A secret in the clear: use it at once and do not keep it.
    package var keyPEM: String { key.pemRepresentation }

    package static func pem(_ certificate: [UInt8]) -> String {
        PEMDocument(type: "CERTIFICATE", derBytes: certificate).pemString
    }
}
