import ByteCoding
import FleetProto
import FoundationEssentials
import GRPCCore
package import KeyMap
import Logging
import SwiftProtobuf
import Synchronization

/// Changes of the key map that a gateway's clients ask for. Each returns when this gateway's replica has the change.
extension HubLink: RemoteControlPlane {
    package func call(_ call: ControlCall) async throws -> KeyRecord? {
        guard let channel = channel.withLock({ $0 }) else { throw Self.unreachable }
        var options = NodeChannel.options
        options.timeout = call.patience
        let reply: Wire.ControlReply
        do {
            reply = try await channel.hub.control(.with { $0.call = Data(call.encoded) }, options: options)
        } catch {
            logger.warning("a call of the hub failed", metadata: ["reason": "\(error)"])
            throw Self.unreachable
        }
        if reply.hasFailure { throw reply.failure.error }
        await follow(to: reply.revision)
        return reply.key.isEmpty ? nil : try KeyRecord(decoding: Array(reply.key))
    }

    /// Waits for the change that the hub has made; not for ever, because it is made.
    private func follow(to revision: UInt64) async {
        let deadline = ContinuousClock.now + .seconds(2)
        while replica.head.revision < revision, ContinuousClock.now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(1))
        }
    }

    static var unreachable: RemoteFailure {
        RemoteFailure(
            kind: .dependencyTimeout,
            message: "The hub, which keeps the key map, is out of reach. Existing keys can be used; try again later.")
    }
}
