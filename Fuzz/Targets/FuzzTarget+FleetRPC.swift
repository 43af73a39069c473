import CustodianContract
import FleetProto
import FleetRPC
import KeyMap
import SwiftProtobuf

extension FuzzTarget {
    /// The protobuf messages between nodes, as values and back. Protobuf has many encodings of a message, so what must
    /// stay is the value.
    static let fleetRPC = FuzzTarget(
        "fleet-rpc",
        forms: [
            message(Wire.UseRequest.self) { (message) throws(BrokenProperty) in
                guard let use = try? ShareUse(wire: message) else { return false }
                let wire = use.wire(id: message.id)
                try require(
                    (try? ShareUse(wire: wire)) == use && wire.id == message.id, "a use of a share changes on the wire")
                try require(reread(wire) == wire, "a request changes in its encoding")
                return true
            },
            message(Wire.UseReply.self) { (message) throws(BrokenProperty) in
                guard let result = try? ShareResult(wire: message) else { return false }
                let wire = result.wire(id: message.id)
                try require(
                    (try? ShareResult(wire: wire)) == result && wire.id == message.id,
                    "a share's result changes on the wire")
                try require(reread(wire) == wire, "a reply changes in its encoding")
                return true
            },
            message(Wire.KeyGenerationRequest.self) { (message) throws(BrokenProperty) in
                guard let step = try? KeyGenerationStep(wire: message) else { return false }
                try require(
                    (try? KeyGenerationStep(wire: step.wire))?.wire == step.wire,
                    "a step of a key generation changes on the wire")
                return true
            },
            message(Wire.KeyGenerationReply.self) { (message) throws(BrokenProperty) in
                var wasRead = false
                for round in [KeyGenerationStep.Round.announce, .judge, .abandon] {
                    guard let answer = try? Self.answer(message, to: round) else { continue }
                    try require(
                        (try? Self.answer(answer.wire, to: round))?.wire == answer.wire,
                        "an answer of a key generation changes on the wire")
                    wasRead = true
                }
                return wasRead
            },
            message(Wire.Refusal.self) { (message) throws(BrokenProperty) in
                let refusal = Refusal(wire: message)
                try require(Refusal(wire: refusal.wire) == refusal, "a refusal changes on the wire")
                try require(refusal.message.unicodeScalars.count <= 256, "a refusal's text is longer than it may be")
                return true
            },
            message(Wire.ControlFailure.self) { (message) throws(BrokenProperty) in
                let failure = Wire.ControlFailure(message.error)
                try require(
                    Wire.ControlFailure(failure.error) == failure, "a failure of the control plane changes on the wire")
                return true
            },
            message(Wire.KeyMapUpdate.self) { (message) throws(BrokenProperty) in
                guard let changes = try? message.decodedChanges() else { return false }
                let again = Wire.KeyMapUpdate.messages(changes).flatMap(\.changes)
                try require(again == message.changes, "changes of the key map change on the wire")
                _ = try? message.decodedHead()
                return !changes.isEmpty
            },
            message(Wire.UseReplyBatch.self) { (message) throws(BrokenProperty) in
                let proven = ProvenReplies(message) { id in
                    .with {
                        $0.id = id
                        $0.key = "k"
                        $0.version = 1
                        $0.shard = 1
                        $0.epoch = 1
                        $0.evaluatePrf.alpha = .init(repeating: UInt8(truncatingIfNeeded: id), count: 32)
                    }
                }
                for reply in message.replies {
                    guard let batch = proven[reply.id] else { continue }
                    try require((1...64).contains(batch.entries.count), "a batch under one proof has a wrong size")
                }
                return message.proofs.contains { $0.ids.contains { proven[$0] != nil } }
            },
            message(Wire.UseReport.self) { (message) throws(BrokenProperty) in
                let report = UseReport(wire: message)
                try require(UseReport(wire: report.wire) == report, "a report of uses changes on the wire")
                try require(report.uses.count <= UseReport.limit, "a report has more uses than it may have")
                return !report.uses.isEmpty
            },
        ])

    private static func message<Message: SwiftProtobuf.Message & Sendable>(
        _ type: Message.Type, check: @escaping @Sendable (Message) throws(BrokenProperty) -> Bool
    ) -> FuzzForm {
        FuzzForm { (bytes) throws(BrokenProperty) in
            guard let message = try? Message(serializedBytes: bytes) else { return false }
            return try check(message)
        }
    }

    private static func reread<Message: SwiftProtobuf.Message>(_ message: Message) -> Message? {
        (try? message.serializedBytes() as [UInt8]).flatMap { try? Message(serializedBytes: $0) }
    }

    private static func answer(
        _ message: Wire.KeyGenerationReply, to round: KeyGenerationStep.Round
    ) throws -> KeyGenerationAnswer {
        try KeyGenerationAnswer(wire: message, to: round, member: CustodianID("custodian-1"))
    }
}
