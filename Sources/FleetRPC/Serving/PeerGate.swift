import FleetIdentity
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KeyMap
import Logging
import SwiftASN1
import Synchronization
import X509

/// Lets those in alone whom the charter gives the role for a call, for as long as it does.
struct PeerGate: Sendable {
    let node: FleetNode
    let logger: Logger
    private let refusals = RefusalLog()

    init(node: FleetNode, logger: Logger) {
        self.node = node
        self.logger = logger
    }

    /// Who calls: what the certificate says, if the charter names it in one of these roles. Fails closed.
    ///
    /// - Parameter isRenewal: whether the call is for the peer's next certificate.
    func admit(
        _ context: ServerContext, _ roles: FleetRole..., isRenewal: Bool = false
    ) throws -> Membership.Admission {
        do {
            return try node.membership.admit(
                Self.certificate(of: context), as: Set(roles), at: node.clock(), isRenewal: isRenewal)
        } catch {
            throw refusal(error, context)
        }
    }

    /// Who calls with an invitation.
    func applicant(_ context: ServerContext) throws -> SPIFFEIdentity {
        do {
            return try PeerExpectation(fleet: node.name.fleet, roles: [.applicant])
                .check(certificate: Self.certificate(of: context))
        } catch {
            throw refusal(error, context)
        }
    }

    /// Runs a stream until it ends or its caller may no longer be there: the charter has lost it, or its certificate has
    /// ended.
    func whileAdmitted(
        _ admission: Membership.Admission, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask { [self] in
                await node.membership.untilRefused(admission, clock: node.clock)
                try Task.checkCancellation()
                logger.warning("a caller is cut off: it is no longer a member", metadata: ["peer": "\(admission.peer)"])
                throw RPCError(code: .permissionDenied, message: "\(admission.peer) is no longer a member of the fleet")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func refusal(_ error: any Error, _ context: ServerContext) -> RPCError {
        logger.log(
            level: refusals.isNews("\(error)") ? .warning : .debug, "a caller is refused",
            metadata: ["peer": "\(context.remotePeer)", "reason": "\(error)"])
        return RPCError(code: .permissionDenied, message: "\(error)")
    }

    private static func certificate(of context: ServerContext) throws -> [UInt8]? {
        let transport = context.transportSpecific as? HTTP2ServerTransport.Posix.Context
        return try transport?.peerCertificate.map { certificate in
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            return serializer.serializedBytes
        }
    }
}

/// What callers were refused for of late: one that was revoked goes on calling, and is worth one line a minute.
private final class RefusalLog: Sendable {
    private static let interval = Duration.seconds(60)
    private static let limit = 256

    private let latest = Mutex<[String: ContinuousClock.Instant]>([:])

    func isNews(_ reason: String) -> Bool {
        let now = ContinuousClock.now
        return latest.withLock { latest in
            if let time = latest[reason], now - time < Self.interval { return false }
            if latest.count >= Self.limit { latest.removeAll() }
            latest[reason] = now
            return true
        }
    }
}
