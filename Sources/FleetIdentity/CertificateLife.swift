import Foundation
package import KeyMap
import SwiftASN1
import X509

/// From when to when a certificate serves. Its end in the certificate is later: until then its node may ask for another one.
package struct CertificateLife: Hashable, Sendable {
    package let starts: Timestamp
    package let expires: Timestamp

    /// - Throws: ``FleetError`` with `.badCertificate`.
    package init(_ der: [UInt8]) throws(FleetError) {
        do {
            let certificate = try Certificate(derEncoded: der)
            starts = Timestamp(
                seconds: certificate.notValidBefore.timeIntervalSince1970 + CertificateTemplate.leeway)
            expires = Timestamp(
                seconds: certificate.notValidAfter.timeIntervalSince1970 - CertificateTemplate.grace)
        } catch {
            throw FleetError(.badCertificate, "the certificate cannot be read: \(error)")
        }
    }

    /// How often to look whether a certificate of this life is due: often enough that one which is refused can be asked for
    /// again.
    package var interval: Duration { .seconds(min(15, max(0.1, (expires.seconds - starts.seconds) / 12))) }

    /// Whether peers take it already, whose clocks may be behind a little.
    func hasBegun(at now: Timestamp) -> Bool {
        now.seconds >= starts.seconds - CertificateTemplate.leeway
    }

    /// Whether a third of the certificate's life, or less, is left, or nobody takes it yet: a clock that was ahead when it was
    /// made must not keep its node out.
    package func isDue(at now: Timestamp) -> Bool {
        !hasBegun(at: now) || 3 * (expires.seconds - now.seconds) < expires.seconds - starts.seconds
    }
}
