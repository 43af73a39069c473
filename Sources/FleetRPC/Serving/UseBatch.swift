import CustodianContract
import FleetProto
import FoundationEssentials
import SwiftProtobuf

/// A part of a message that is computed and put on record together: uses that are computed at once, or one that is not.
struct UseBatch: Sendable {
    /// The most uses of one part: further ones go to another processor.
    static let limit = 64

    private(set) var uses: [ShareUse] = []
    private var ids: [UInt64] = []
    /// What each use says of its trace, as it came; empty for nothing.
    private(set) var traceparents: [String] = []
    /// Whether one of them says something.
    private(set) var isTraced = false
    /// What could not be read, answered with the rest.
    private var unreadable: [Wire.UseReply] = []

    var count: Int { uses.count + unreadable.count }

    private init() {}

    static func parts(of requests: [Wire.UseRequest]) -> [UseBatch] {
        var together = UseBatch()
        var parts: [UseBatch] = []
        for request in requests {
            do {
                let use = try ShareUse(wire: request)
                if use.isImmediate {
                    together.add(use, request)
                } else {
                    var single = UseBatch()
                    single.add(use, request)
                    parts.append(single)
                }
            } catch {
                together.unreadable.append(ShareResult.refused(error).wire(id: request.id))
            }
            if together.count == limit {
                parts.append(together)
                together = UseBatch()
            }
        }
        return together.count == 0 ? parts : parts + [together]
    }

    private mutating func add(_ use: ShareUse, _ request: Wire.UseRequest) {
        uses.append(use)
        ids.append(request.id)
        traceparents.append(request.traceparent)
        if !request.traceparent.isEmpty { isTraced = true }
    }

    /// - Parameter results: of the uses, in their order.
    func replies(_ results: [ShareResult]) -> Wire.UseReplyBatch {
        var message = Wire.UseReplyBatch()
        message.replies = unreadable
        var proofs: [(batch: PartialBatch, ids: [UInt64])] = []
        for (id, result) in zip(ids, results) {
            message.replies.append(result.wire(id: id))
            guard case .partial(let partial) = result, let batch = partial.batch else { continue }
            if let known = proofs.firstIndex(where: { $0.batch === batch }) {
                proofs[known].ids.append(id)
            } else {
                proofs.append((batch, [id]))
            }
        }
        message.proofs = proofs.map { batch, ids in
            .with {
                $0.ids = ids
                $0.first = Data(batch.proof.first)
                $0.second = Data(batch.proof.second)
                $0.response = Data(batch.proof.response)
            }
        }
        return message
    }
}
