import ByteCoding
import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import KeyMap
import Logging
import SwiftProtobuf
import Synchronization

extension HubLink {
    /// Follows the hub's key map, again and again, with pauses that grow while it fails at once.
    func follow(over channel: NodeChannel) async {
        var wait = Duration.milliseconds(20)
        while !Task.isCancelled {
            let start = ContinuousClock.now
            do {
                try await watch(channel)
            } catch {
                logger.log(
                    level: error is KeyMapError || error is FleetError ? .error : .debug, "the hub's feed ended",
                    metadata: ["reason": "\(error)"])
            }
            if ContinuousClock.now - start > .seconds(1) { wait = .milliseconds(20) }
            try? await Task.sleep(for: wait)
            wait = min(wait * 2, .milliseconds(400))
        }
    }

    private func watch(_ channel: NodeChannel) async throws {
        do {
            try await fetchAccessKeyMaster(over: channel)
        } catch let error as RPCError where error.code == .unimplemented {
            logger.error("the hub is of an earlier release: users' access keys are refused until it is upgraded")
        }
        let acknowledgements = BatchQueue<Wire.KeyMapAcknowledgement>()
        let known = state.keyMap
        _ = acknowledgements.append(
            .with {
                $0.revision = known.revision
                $0.hash = Data(known.hash)
                $0.charter = node.membership.charter.revision
            })
        let request = StreamingClientRequest<Wire.KeyMapAcknowledgement> { writer in
            while let batch = await acknowledgements.next() { try await writer.write(contentsOf: batch) }
        }
        try await channel.hub.watch(request: request, options: NodeChannel.options) { [self] response in
            defer {
                acknowledgements.finish()
                isFollowing.store(false, ordering: .relaxed)
            }
            var snapshot: [SignedChange] = []
            for try await update in response.messages {
                isFollowing.store(true, ordering: .relaxed)
                do {
                    guard try take(update, into: &snapshot) else { continue }
                } catch {
                    _ = acknowledgements.append(.with { $0.refusal = "\(error)" })
                    throw error
                }
                _ = acknowledgements.append(
                    .with {
                        $0.revision = replica.head.revision
                        $0.charter = node.membership.charter.revision
                    })
            }
        }
    }

    /// - Returns: whether it is to be acknowledged.
    private func take(_ update: Wire.KeyMapUpdate, into snapshot: inout [SignedChange]) throws -> Bool {
        guard update.charter.isEmpty else {
            try node.membership.adopt(SignedCharter(decoding: Array(update.charter)))
            node.membership.handOn { replica.adopt($0.members) }
            return true
        }
        let changes = try update.decodedChanges()
        guard update.snapshot else {
            // Onto an empty replica any history would fit, whatever was seen before the start.
            guard isReady else {
                throw KeyMapError(.fork, "the hub sends changes of a key map before the key map that they follow on")
            }
            defer { try? state.remember(keyMap: replica.head) }
            for change in changes { try replica.apply(change) }
            return true
        }
        snapshot += changes
        guard !update.head.isEmpty else { return false }
        try replica.install(snapshot, head: try update.decodedHead(), known: state.keyMap)
        try state.remember(keyMap: replica.head)
        snapshot = []
        becomesReady()
        return true
    }
}
