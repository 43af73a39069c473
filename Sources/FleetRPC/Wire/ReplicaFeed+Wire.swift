import FleetProto
import FoundationEssentials
import Hub
import KeyMap
import SwiftProtobuf

extension ReplicaFeed {
    /// Serves one replica, from what it has seen to the end of its stream: the charter, the key map, and every change.
    func serve(
        _ holder: ReplicaHolder, known: KeyMapHead, write: ([Wire.KeyMapUpdate]) async throws -> Void
    ) async throws {
        let (subscription, id) = try await subscribe(holder, known: known)
        defer { unsubscribe(holder, id: id) }
        if !subscription.charter.isEmpty { try await write([Self.message(charter: subscription.charter)]) }
        try await write(Wire.KeyMapUpdate.messages(snapshot: subscription.snapshot, head: subscription.head))
        for await update in subscription.updates {
            switch update {
            case .changes(let changes): try await write(Wire.KeyMapUpdate.messages(changes: changes))
            case .charter(let charter): try await write([Self.message(charter: charter)])
            }
        }
    }

    private static func message(charter: [UInt8]) -> Wire.KeyMapUpdate {
        .with { $0.charter = Data(charter) }
    }
}
