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
        try request.verify(rootPublicKey: membership.rootPublicKey, at: now)
        let charter = membership.charter
        if charter.names(request.name) {
            waiting.withLock { $0[request.name] = nil }
            guard charter.identityKey(of: request.name) == request.identityKey else {
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
        let isKept = waiting.withLock { waiting in
            waiting = waiting.filter { now.seconds - $0.value.seen.seconds < Self.memory }
            guard waiting[request.name] != nil || waiting.count < Self.limit else { return false }
            waiting[request.name] = (request, now)
            return true
        }
        guard isKept else { throw FleetError(.badDocument, "too many nodes wait to join; approve or wait for some") }
        return .pending
    }

    /// Who waits, in the order of names.
    package var requests: [JoinRequest] {
        let charter = membership.charter
        return waiting.withLock { waiting in
            // Who was let in may leave again, and does not wait then.
            waiting = waiting.filter { !charter.names($0.key) }
            return waiting.values.map(\.request)
        }
        .sorted { $0.name.description < $1.name.description }
    }
}
