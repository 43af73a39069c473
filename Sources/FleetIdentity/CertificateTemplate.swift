import Crypto
import Foundation
import KeyMap
import SwiftASN1
import X509

/// The certificates of a fleet (RFC 5280; names after the SPIFFE X.509-SVID standard).
struct CertificateTemplate {
    /// How far back a certificate begins, for nodes whose clocks differ; seconds.
    static let leeway = 300.0

    /// For how long after its end a node's certificate still serves to ask for the next one, seconds: a node that was out of
    /// reach while its certificate ended comes back by itself. Nobody accepts it for anything else.
    static let grace = 30.0 * 86_400

    let fleet: String
    let start: Timestamp
    let hours: Double

    /// The issuing key's own certificate, DER.
    func authority(key: P256.Signing.PrivateKey) throws(FleetError) -> [UInt8] {
        try made("authority of \(fleet)") {
            let key = Certificate.PrivateKey(key)
            let name = try DistinguishedName { CommonName("Quorate fleet \(fleet)") }
            return try signed(key.publicKey, subject: name, issuer: name, by: key, grace: 0) {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
                SubjectAlternativeNames([.uniformResourceIdentifier("spiffe://\(fleet)")])
            }
        }
    }

    /// A node's certificate for both ends of TLS, DER.
    ///
    /// - Parameter binding: its identity key's signature over `key`.
    func leaf(
        _ identity: SPIFFEIdentity, key: P256.Signing.PublicKey, hosts: [String], binding: [UInt8]?,
        issuer: [UInt8], issuingKey: P256.Signing.PrivateKey
    ) throws(FleetError) -> [UInt8] {
        try made("certificate of \(identity)") {
            let issuer = try Certificate(derEncoded: issuer)
            let key = Certificate.PublicKey(key)
            let name = try Self.subject(identity)
            let usage = try ExtendedKeyUsage([.serverAuth, .clientAuth])
            let names = [.uniformResourceIdentifier(identity.description)] + hosts.map(Self.generalName)
            let keyIdentifier = try issuer.extensions.subjectKeyIdentifier?.keyIdentifier
            let issuingKey = Certificate.PrivateKey(issuingKey)
            return try signed(key, subject: name, issuer: issuer.subject, by: issuingKey, grace: Self.grace) {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                usage
                SubjectKeyIdentifier(hash: key)
                AuthorityKeyIdentifier(keyIdentifier: keyIdentifier)
                SubjectAlternativeNames(names)
                if let binding { IdentityBinding.certificateExtension(binding) }
            }
        }
    }

    static func subject(_ identity: SPIFFEIdentity) throws -> DistinguishedName {
        try DistinguishedName { CommonName("\(identity.role.rawValue) \(identity.id)".prefix(64).description) }
    }

    private func signed(
        _ key: Certificate.PublicKey, subject: DistinguishedName, issuer: DistinguishedName,
        by issuingKey: Certificate.PrivateKey, grace: Double,
        @ExtensionsBuilder extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> [UInt8] {
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
            notValidBefore: Date(timeIntervalSince1970: start.seconds - Self.leeway),
            notValidAfter: Date(timeIntervalSince1970: start.seconds + hours * 3_600 + grace),
            issuer: issuer, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions(builder: extensions), issuerPrivateKey: issuingKey)
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    private func made(_ what: String, _ body: () throws -> [UInt8]) throws(FleetError) -> [UInt8] {
        do {
            return try body()
        } catch {
            throw FleetError(.badCertificate, "the \(what) could not be made: \(error)")
        }
    }

    private static func generalName(_ host: String) -> GeneralName {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        if octets.count == 4, !octets.contains(nil) {
            return .ipAddress(ASN1OctetString(contentBytes: ArraySlice(octets.compactMap { $0 })))
        }
        if host == "::1" {
            return .ipAddress(ASN1OctetString(contentBytes: ArraySlice([UInt8](repeating: 0, count: 15) + [1])))
        }
        return .dnsName(host)
    }
}
