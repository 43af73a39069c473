package import KeyMap
import Synchronization

/// The hub's door for invited nodes: their requests wait here until the root key has signed a charter that names them. The
/// hub itself lets nobody in.
package final class JoinDesk: Sendable {
    package enum Answer: Hashable, Sendable {
        case pending
        /// The node's first certificate, DER, and the charter that names it.
        case welcome(certificate: [UInt8], charter: SignedCharter)
    }

    /// How many may wait; more are refused.
    private static let limit = 256
    /// A request that is not made again for so long is forgotten, seconds.
    private static let memory = 600.0

    private let membership: Membership
    private let certificates: CertificateDesk
    private let clock: @Sendable () -> Timestamp
    private let waiting = Mutex<[SPIFFEIdentity: (request: JoinRequest, seen: Timestamp)]>([:])

    package init(
        membership: Membership, certificates: CertificateDesk, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.membership = membership
        self.certificates = certificates
        self.clock = clock
    }

    /// - Parameter applicant: the id that TLS proved.
    /// - Throws: ``FleetError`` that says why this request will not be approved.
    package func answer(_ request: JoinRequest, from applicant: String) throws(FleetError) -> Answer {
        let now = clock()
        guard request.name.id == applicant else {
            throw FleetError(.wrongPeer, "the invitation is for \(request.name.id), not for \(applicant)")
        }
        let charter = membership.charter
        let isMember = charter.identityKey(of: request.name) == request.identityKey
        // Approved in time is in time, however long the node was away since.
        try request.verify(rootPublicKey: membership.rootPublicKey, at: isMember ? nil : now)
        if charter.names(request.name) {
            waiting.withLock { $0[request.name] = nil }
            guard isMember else {
                throw FleetError(
                    .badName,
                    "\(request.name) has joined with other keys: the invitation was used before. Find out by whom, and "
                        + "revoke that node where it is not yours")
            }
            return .welcome(
                certificate: try certificates.certificate(
                    request.certificateRequest, role: request.name.role, id: request.name.id),
                charter: membership.signed)
        }
        guard !charter.former.contains(where: { $0.id.description == request.name.id }) else {
            throw FleetError(.badName, "\(request.name) has left the fleet: join with an id that was never used")
        }
        try keep(request, at: now)
        return .pending
    }

    /// Notes who waits. The first who asks under a name keeps the place while it goes on asking: who approves it must get
    /// the keys that it has looked at.
    private func keep(_ request: JoinRequest, at now: Timestamp) throws(FleetError) {
        try waiting.withLock { (waiting) throws(FleetError) in
            waiting = waiting.filter { Self.isFresh($0.value.seen, at: now) }
            if let first = waiting[request.name]?.request {
                guard first.fingerprint == request.fingerprint else {
                    throw FleetError(
                        .badName,
                        "\(request.name) waits to join with other keys, \(first.fingerprint): the invitation is used twice. "
                            + "Where that is not your node, do not approve it, and ask for another invitation")
                }
            } else if waiting.count >= Self.limit {
                throw FleetError(.badDocument, "too many nodes wait to join; approve or wait for some")
            }
            waiting[request.name] = (request, now)
        }
    }

    private static func isFresh(_ seen: Timestamp, at now: Timestamp) -> Bool {
        now.seconds - seen.seconds < memory
    }

    /// Who waits, in the order of names.
    package var requests: [JoinRequest] {
        let charter = membership.charter
        let now = clock()
        return waiting.withLock { waiting in
            // Who was let in may leave again, and does not wait then.
            waiting = waiting.filter { !charter.names($0.key) && Self.isFresh($0.value.seen, at: now) }
            return waiting.values.map(\.request)
        }
        .sorted { $0.name.description < $1.name.description }
    }
}
