import ByteCoding
import FleetProto
import FoundationEssentials
import Hub
import KeyMap
import SwiftProtobuf

extension ReplicaFeed {
    /// Serves one replica, from what it has seen to the end of its stream: the charter, the key map, and every change.
    func serve(
        _ holder: ReplicaHolder, known: KeyMapHead, write: (Wire.KeyMapUpdate) async throws -> Void
    ) async throws {
        let (subscription, id) = try await subscribe(holder, known: known)
        defer { unsubscribe(holder, id: id) }
        let updates = subscription.updates
        try await begin(consume subscription, write: write)
        for await update in updates {
            switch update {
            case .changes(let changes): for message in Wire.KeyMapUpdate.messages(changes) { try await write(message) }
            case .charter(let charter): try await write(Self.message(charter: charter))
            }
        }
    }

    /// The charter, then the snapshot in parts, then its head. Nothing of it is kept while the replica follows.
    private func begin(
        _ subscription: consuming Subscription, write: (Wire.KeyMapUpdate) async throws -> Void
    ) async throws {
        if !subscription.charter.isEmpty { try await write(Self.message(charter: subscription.charter)) }
        for var message in Wire.KeyMapUpdate.messages(subscription.snapshot) {
            message.snapshot = true
            try await write(message)
        }
        try await write(
            .with {
                $0.snapshot = true
                $0.head = Data(subscription.head.encoded)
            })
    }

    private static func message(charter: [UInt8]) -> Wire.KeyMapUpdate {
        .with { $0.charter = Data(charter) }
    }
}
