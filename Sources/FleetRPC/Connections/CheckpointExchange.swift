import FleetIdentity
import FleetProto
import GRPCCore
import Logging

/// Tells a node of this one's checkpoints and hears of its own, again and again.
struct CheckpointExchange: Sendable {
    let desk: any CheckpointDesk
    let node: FleetNode
    let peer: SPIFFEIdentity
    let logger: Logger
    /// One call.
    let call: @Sendable (Wire.CheckpointExchange, CallOptions) async throws -> Wire.CheckpointExchange

    /// How long the other end is left alone that knows of no checkpoints, until it is upgraded.
    private static let patience = Duration.seconds(60)

    /// Returns when it is cancelled.
    func run() async {
        var known: [UInt8]?
        while !Task.isCancelled {
            var pause = Duration.seconds(desk.seconds)
            do {
                var options = NodeChannel.options
                options.timeout = .seconds(5)
                let request = await desk.message(to: peer, after: known).wire
                let reply = CheckpointMessage(wire: try await call(request, options))
                // Its key may have changed while it answered: what counts is the charter's now.
                if let key = node.membership.charter.identityKey(of: peer) {
                    await desk.take(reply, from: peer, key: key)
                }
                // What is new can be told as soon as it is known what is.
                if known == nil { pause = .zero }
                known = reply.known
            } catch let error as RPCError where error.code == .unimplemented {
                logger.debug("the other end is of a release without checkpoints", metadata: ["peer": "\(peer)"])
                pause = Self.patience
            } catch {
                logger.debug("checkpoints were not exchanged", metadata: ["peer": "\(peer)", "reason": "\(error)"])
            }
            try? await Task.sleep(for: pause)
        }
    }
}
