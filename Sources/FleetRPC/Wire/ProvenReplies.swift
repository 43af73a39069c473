package import CustodianContract
package import FleetProto
import KeyMap

/// The partials of a message that have a proof together, by the numbers of their requests.
package struct ProvenReplies {
    private var batches: [UInt64: PartialBatch] = [:]

    /// - Parameter request: what was asked under a number. A proof about anything else is none.
    package init(
        _ message: Quorate_Custodian_V1_UseReplyBatch, request: (UInt64) -> Quorate_Custodian_V1_UseRequest?
    ) {
        guard !message.proofs.isEmpty else { return }
        let replies = Dictionary(message.replies.map { ($0.id, $0) }) { first, _ in first }
        for proof in message.proofs {
            guard proof.ids.count <= UseBatch.limit, Set(proof.ids).count == proof.ids.count,
                proof.ids.allSatisfy({ batches[$0] == nil })
            else { continue }
            guard let batch = Self.batch(proof, replies, request) else { continue }
            for id in proof.ids { batches[id] = batch }
        }
    }

    package subscript(id: UInt64) -> PartialBatch? { batches[id] }

    private static func batch(
        _ proof: Wire.BatchProof, _ replies: [UInt64: Wire.UseReply], _ request: (UInt64) -> Wire.UseRequest?
    ) -> PartialBatch? {
        guard let first = proof.ids.first.flatMap(request) else { return nil }
        var entries: [PartialBatch.Entry] = []
        for id in proof.ids {
            guard let request = request(id), case .evaluatePrf(let asked) = request.use,
                case .prfPartial(let partial) = replies[id]?.result,
                (request.key, request.version, request.shard, request.epoch)
                    == (first.key, first.version, first.shard, first.epoch)
            else { return nil }
            entries.append(
                PartialBatch.Entry(
                    contextDigest: Array(asked.contextDigest), alpha: Array(asked.alpha),
                    element: Array(partial.element)))
        }
        return PartialBatch(
            share: ShareName(
                key: KeyID(first.key), version: KeyVersionNumber(first.version), shard: first.shard),
            epoch: Epoch(first.epoch), entries: entries,
            proof: PRFPartial.Proof(
                first: Array(proof.first), second: Array(proof.second), response: Array(proof.response)))
    }
}
