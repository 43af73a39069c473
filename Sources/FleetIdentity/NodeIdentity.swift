package import Crypto
import Foundation

/// All that makes a process the node it is: its certificate and the private keys behind it.
package struct NodeIdentity: Sendable {
    package let name: SPIFFEIdentity
    /// The key of the certificate. P-256, because BoringSSL verifies no Ed25519 certificates unless told to.
    package let tlsKey: P256.Signing.PrivateKey
    /// The leaf, DER.
    package let certificate: [UInt8]
    /// The fleet's authority, DER: what a peer's certificate is verified against.
    package let authority: [UInt8]
    /// Signs what the node says: a custodian's protocol messages, the hub's changes.
    package let signingKey: Curve25519.Signing.PrivateKey
    /// X25519: what shares are sealed to. Certified by the Ed25519 key's entry in the charter.
    package let agreementKey: Curve25519.KeyAgreement.PrivateKey
    /// For custodians only.
    package let fleetKey: FleetKey?

    /// 32 bytes.
    package var signingPublicKey: [UInt8] { Array(signingKey.publicKey.rawRepresentation) }

    /// 32 bytes.
    package var agreementPublicKey: [UInt8] { Array(agreementKey.publicKey.rawRepresentation) }

    /// What the node presents, leaf first. The authority is not part of it: peers have it.
    package var certificateChainPEM: String { TLSCredentials.pem(certificate) }

    package var authorityPEM: String { TLSCredentials.pem(authority) }

    /// The key of the certificate, for the TLS library. A secret in the clear: use it at once and do not keep it.
    package var tlsKeyPEM: String { tlsKey.pemRepresentation }
}
