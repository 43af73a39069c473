import Crypto
import Foundation
package import KeyMap
import Synchronization
import SwiftASN1
import X509

/// A node's certificate as it is renewed while the node runs. Connections that begin later show the new one.
package final class NodeCredentials: Sendable {
    private struct State {
        var identity: NodeIdentity
        var life: CertificateLife
        /// The key of a request that is under way.
        var requested: P256.Signing.PrivateKey?
    }

    private let state: Mutex<State>
    private let broadcast = Broadcast<Void>()
    private let save: @Sendable (NodeIdentity) throws -> Void

    /// - Parameter save: makes an identity durable before it is used.
    /// - Throws: ``FleetError`` with `.badCertificate`.
    package init(
        _ identity: NodeIdentity, save: @escaping @Sendable (NodeIdentity) throws -> Void = { _ in }
    ) throws(FleetError) {
        state = Mutex(State(identity: identity, life: try CertificateLife(identity.certificate)))
        self.save = save
    }

    package var identity: NodeIdentity { state.withLock { $0.identity } }

    package var tls: TLSCredentials {
        let identity = identity
        return TLSCredentials(
            key: identity.tlsKey, certificate: identity.certificate, authority: identity.authority)
    }

    /// From when to when the certificate serves.
    package var life: CertificateLife { state.withLock { $0.life } }

    /// Yields at once, and again after each renewal.
    package var renewals: AsyncStream<Void> { broadcast.stream {} }

    /// Whether it is time to ask for another certificate.
    package func isDue(at now: Timestamp) -> Bool {
        life.isDue(at: now)
    }

    /// Asks for a certificate for a fresh key.
    ///
    /// - Returns: a request, PKCS #10 in DER.
    /// - Throws: ``FleetError``.
    package func requestRenewal() throws(FleetError) -> [UInt8] {
        let identity = identity
        let key = P256.Signing.PrivateKey.fresh()
        let request = try CertificateRequest(identity.name, key: key, signingKey: identity.signingKey)
        state.withLock { $0.requested = key }
        return request.encoded
    }

    /// Goes over to the certificate that was asked for.
    ///
    /// - Throws: ``FleetError`` with `.badCertificate` where it is not for this node and the key of its last request, where
    ///   peers would refuse it, or where it serves no longer than the one in use, if that has begun, or has not begun itself;
    ///   `.file` where it cannot be kept. A node that took a certificate of no use could not be reached to be given another.
    package func install(_ certificate: [UInt8], at now: Timestamp) throws {
        let (identity, requested) = state.withLock { ($0.identity, $0.requested) }
        guard let requested else {
            throw FleetError(.badCertificate, "\(identity.name) has asked for no certificate")
        }
        let renewed = try identity.renewed(key: requested, certificate: certificate)
        let life = try CertificateLife(certificate)
        let current = self.life
        guard life.hasBegun(at: now), life.expires > current.expires || !current.hasBegun(at: now) else {
            throw FleetError(
                .badCertificate,
                "the new certificate of \(identity.name) ends before the one in use, or has not begun")
        }
        guard renewed.isReachable else {
            throw FleetError(
                .badCertificate,
                "the new certificate of \(identity.name) does not carry the name that others reach it by")
        }
        try save(renewed)
        state.withLock { state in
            state.identity = renewed
            state.life = life
            state.requested = nil
        }
        broadcast.send {}
    }
}
