import Crypto
package import KeyMap
import Synchronization
import SwiftASN1
import X509

/// The charter that a node goes by, as it changes while the node runs. Believes nobody but the root key, and never an older
/// charter than one it has seen.
package final class Membership: Sendable {
    private struct State {
        var signed: SignedCharter
        var charter: FleetCharter
    }

    /// Who is at the other end of a connection, and for how long that holds.
    package struct Admission: Hashable, Sendable {
        package let peer: SPIFFEIdentity
        package let expires: Timestamp
        /// What the charter had for it.
        package let identityKey: [UInt8]
    }

    /// Pinned, 32 bytes.
    package let rootPublicKey: [UInt8]
    private let state: Mutex<State>
    private let broadcast = Broadcast<FleetCharter>()
    private let keep: @Sendable (SignedCharter, FleetCharter) throws -> Void

    /// - Parameters:
    ///   - signed: the charter that the node has kept.
    ///   - leastRevision: the latest revision that it has seen.
    ///   - keep: makes a newer charter durable before the node goes by it.
    /// - Throws: ``FleetError`` with `.badSignature`, or `.badDocument` for a charter older than one that was seen.
    package init(
        _ signed: SignedCharter, rootPublicKey: [UInt8], leastRevision: UInt64 = 0,
        keep: @escaping @Sendable (SignedCharter, FleetCharter) throws -> Void = { _, _ in }
    ) throws(FleetError) {
        let charter = try signed.verify(rootPublicKey: rootPublicKey)
        guard charter.revision >= leastRevision else {
            throw FleetError(
                .badDocument,
                "the charter kept here has revision \(charter.revision), but \(leastRevision) was seen: it was put back "
                    + "to an older copy. Put the newest charter back")
        }
        self.rootPublicKey = rootPublicKey
        self.keep = keep
        state = Mutex(State(signed: signed, charter: charter))
    }

    package var charter: FleetCharter { state.withLock { $0.charter } }

    package var signed: SignedCharter { state.withLock { $0.signed } }

    /// Goes by a newer charter from now on; nothing happens for the one that is known.
    ///
    /// - Throws: ``FleetError`` with `.badSignature` or `.badDocument` for an older or another fleet's; what keeping it
    ///   throws. The node goes on with the charter that it has.
    package func adopt(_ signed: SignedCharter) throws {
        let charter = try signed.verify(rootPublicKey: rootPublicKey)
        try state.withLock { state in
            guard signed.bytes != state.signed.bytes else { return }
            guard charter.fleet == state.charter.fleet, charter.revision > state.charter.revision else {
                throw FleetError(
                    .badDocument,
                    "charter \(charter.revision) of fleet \(charter.fleet) does not follow on charter "
                        + "\(state.charter.revision) of fleet \(state.charter.fleet), which is in force")
            }
            guard charter.hubKey == state.charter.hubKey, charter.authority == state.charter.authority else {
                throw FleetError(
                    .badDocument,
                    "charter \(charter.revision) has another hub key or authority: such a fleet has to be started anew")
            }
            try keep(signed, charter)
            state.signed = signed
            state.charter = charter
        }
        broadcast.send { self.charter }
    }

    /// Hands on the charter in force, and again where another takes its place meanwhile, so that of several that hand on at
    /// once the last hands on the latest.
    package func handOn(_ take: (FleetCharter) -> Void) {
        var charter = charter
        take(charter)
        while self.charter.revision != charter.revision {
            charter = self.charter
            take(charter)
        }
    }

    /// The charter in force, and then each that takes its place; a slow reader sees the latest only.
    package var changes: AsyncStream<FleetCharter> { broadcast.stream { charter } }

    /// Who presents a certificate that TLS has verified, if the charter names them in one of these roles and their identity
    /// key vouches for the certificate's key. Fails closed.
    ///
    /// - Parameters:
    ///   - der: nil where the peer presented none.
    ///   - id: the one node that is meant; any of the roles if nil.
    ///   - isRenewal: whether the peer is there for its next certificate, for which one that has ended serves too.
    /// - Throws: ``FleetError`` with `.wrongPeer`.
    package func admit(
        _ der: [UInt8]?, as roles: Set<FleetRole>, id: String? = nil, at now: Timestamp, isRenewal: Bool = false
    ) throws(FleetError) -> Admission {
        let charter = charter
        let peer = try PeerExpectation(fleet: charter.fleet, roles: roles, id: id).check(certificate: der)
        guard let identityKey = charter.identityKey(of: peer) else {
            throw FleetError(.wrongPeer, "\(peer) is not in the fleet's charter")
        }
        guard let der, let leaf = try? Certificate(derEncoded: der),
            let key = P256.Signing.PublicKey(leaf.publicKey),
            let binding = IdentityBinding.signature(in: leaf.extensions),
            IdentityBinding.isValid(binding, peer, key: key, by: identityKey)
        else {
            throw FleetError(
                .wrongPeer, "the certificate of \(peer) is not vouched for by its identity key in the charter")
        }
        let life = try CertificateLife(der)
        guard isRenewal || now < life.expires else {
            throw FleetError(.wrongPeer, "the certificate of \(peer) has expired")
        }
        return Admission(peer: peer, expires: life.expires, identityKey: identityKey)
    }

    /// Whether what was admitted once still holds.
    package func allows(_ admission: Admission, at now: Timestamp) -> Bool {
        now < admission.expires && charter.identityKey(of: admission.peer) == admission.identityKey
    }

    /// Returns when what was admitted no longer holds, or the caller is cancelled.
    package func untilRefused(_ admission: Admission, clock: @escaping @Sendable () -> Timestamp) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                for await _ in changes where !allows(admission, at: clock()) { return }
            }
            group.addTask {
                // In steps, because clocks are set.
                while !Task.isCancelled, clock() < admission.expires {
                    let left = admission.expires.seconds - clock().seconds
                    try? await Task.sleep(for: .seconds(min(max(left, 0.05), 30)))
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
