import FleetIdentity
import FleetProto
import FoundationEssentials
import SwiftProtobuf

extension CheckpointMessage {
    /// The most checkpoints of one message that are looked at.
    private static let limit = 1_024

    init(wire: Wire.CheckpointExchange) {
        self.init(
            checkpoints: wire.checkpoints.prefix(Self.limit).map { Array($0) }, known: Array(wire.known.prefix(64)),
            refusal: PeerText.limited(wire.refusal))
    }

    var wire: Wire.CheckpointExchange {
        .with {
            $0.checkpoints = checkpoints.map { Data($0) }
            $0.known = Data(known)
            $0.refusal = refusal
        }
    }
}

extension CheckpointDesk {
    /// Answers a node that has begun an exchange.
    func answer(_ request: Wire.CheckpointExchange, from admission: Membership.Admission) async
        -> Wire.CheckpointExchange
    {
        let message = CheckpointMessage(wire: request)
        await take(message, from: admission.peer, key: admission.identityKey)
        return await self.message(to: admission.peer, after: message.known).wire
    }
}
