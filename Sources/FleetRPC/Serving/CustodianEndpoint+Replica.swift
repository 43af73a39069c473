import ByteCoding
import Custodian
import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import KeyMap
import Logging
import ServiceLifecycle
import SwiftProtobuf

/// The hub's feed: the charter and the key map.
extension CustodianEndpoint {
    func replicate(
        request: RPCAsyncSequence<Wire.KeyMapUpdate, any Error>, response: RPCWriter<Wire.KeyMapAcknowledgement>,
        context: ServerContext
    ) async throws {
        let admission = try gate.admit(context, .hub)
        try await gate.whileAdmitted(admission) { [self] in try await follow(request, response) }
    }

    private func follow(
        _ request: RPCAsyncSequence<Wire.KeyMapUpdate, any Error>, _ response: RPCWriter<Wire.KeyMapAcknowledgement>
    ) async throws {
        let turn = try await feeds.begin()
        try await response.write(
            .with {
                $0.revision = turn.known.revision
                $0.hash = Data(turn.known.hash)
                $0.charter = node.membership.charter.revision
            })
        var snapshot: [SignedChange] = []
        for try await update in request.cancelOnGracefulShutdown() {
            var acknowledgement = Wire.KeyMapAcknowledgement()
            do {
                let changes = try update.decodedChanges()
                if !update.charter.isEmpty {
                    try adopt(Array(update.charter))
                    acknowledgement.revision = try await custodian.knownHead().revision
                } else if update.snapshot {
                    snapshot += changes
                    guard !update.head.isEmpty else { continue }
                    let (whole, head) = (snapshot, try update.decodedHead())
                    acknowledgement.revision = try await turn.take { try await $0.install(snapshot: whole, head: head) }
                    snapshot = []
                } else {
                    acknowledgement.revision = try await turn.take { try await $0.apply(changes) }
                }
            } catch is FeedReplaced {
                return
            } catch {
                logger.error("the hub's key map is refused", metadata: ["reason": "\(error)"])
                acknowledgement.refusal = "\(error)"
            }
            acknowledgement.charter = node.membership.charter.revision
            try await response.write(acknowledgement)
            guard acknowledgement.refusal.isEmpty else { return }
        }
    }

    private func adopt(_ charter: [UInt8]) throws {
        let before = node.membership.charter.revision
        try node.membership.adopt(SignedCharter(decoding: charter))
        node.membership.handOn { custodian.adopt($0.members) }
        let now = node.membership.charter.revision
        guard now != before else { return }
        logger.notice("a new charter is in force", metadata: ["revision": "\(now)"])
    }
}
