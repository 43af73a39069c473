import SwiftASN1
import X509

extension SPIFFEIdentity {
    /// The identity in a leaf certificate (X.509-SVID, section 2: exactly one URI name, and not an authority's).
    ///
    /// This does not verify the certificate: TLS does, against the fleet's authority.
    /// - Throws: ``FleetError`` with `.badCertificate` or `.badName`.
    package init(certificate der: [UInt8]) throws(FleetError) {
        let names: [String]
        do {
            let certificate = try Certificate(derEncoded: der)
            if case .isCertificateAuthority = try certificate.extensions.basicConstraints {
                throw FleetError(.badCertificate, "the certificate is an authority's, not a node's")
            }
            names = (try certificate.extensions.subjectAlternativeNames ?? SubjectAlternativeNames()).compactMap {
                name in
                if case .uniformResourceIdentifier(let uri) = name { uri } else { nil }
            }
        } catch let error as FleetError {
            throw error
        } catch {
            throw FleetError(.badCertificate, "the certificate cannot be read: \(error)")
        }
        guard let uri = names.first, names.count == 1 else {
            throw FleetError(
                .badCertificate, "the certificate carries \(names.count) URI names instead of one SPIFFE id")
        }
        try self.init(uri: uri)
    }
}
