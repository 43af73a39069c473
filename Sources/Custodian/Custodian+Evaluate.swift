import CustodianContract
import Groups
import KeyMap
import SecretSharing
import Secrets
import ThresholdCrypto

extension Custodian {
    /// The evaluations of the PRF among a message's uses, by their position: one proof for all that ask for it of one share.
    func evaluations(_ uses: [ShareUse], gateway: String) -> [Int: Result<ShareResult, Refusal>] {
        var results: [Int: Result<ShareResult, Refusal>] = [:]
        var groups: [EvaluationGroup.Key: EvaluationGroup] = [:]
        for (position, use) in uses.enumerated() {
            guard case .evaluatePRF(let contextDigest, let alpha, let withProof) = use.action else { continue }
            do throws(Refusal) {
                try checkPlace(of: gateway, use.share)
                let share = try authorize(use)
                let input = try Self.hashed(use.share, contextDigest: contextDigest, alpha: alpha)
                let key = EvaluationGroup.Key(share: use.share, epoch: use.epoch, withProof: withProof)
                groups[key, default: EvaluationGroup(share: share)].add(input, at: position)
            } catch {
                results[position] = .failure(error)
            }
        }
        for (key, group) in groups {
            let answers = Result { () throws(Refusal) in try evaluate(key, group) }
            for (offset, position) in group.positions.enumerated() {
                results[position] = answers.map { .partial($0[offset]) }
            }
        }
        return results
    }

    private static func hashed(
        _ name: ShareName, contextDigest: [UInt8], alpha: [UInt8]
    ) throws(Refusal) -> HashedPRFInput<Ristretto255> {
        do {
            return try HashedPRFInput(
                PRFInput(key: name.key, version: name.version, contextDigest: contextDigest, alpha: alpha))
        } catch {
            throw Refusal(.malformed, "the PRF's input is refused: \(error)")
        }
    }

    /// Z_i on each input of a group.
    private func evaluate(
        _ key: EvaluationGroup.Key, _ group: EvaluationGroup
    ) throws(Refusal) -> [PRFPartial] {
        let share = group.share
        guard case .publicShare(let publicShare) = share.publicPoint else {
            throw Refusal(.forbidden, "share \(key.share) is not one of the PRF")
        }
        do {
            let evaluation = try PRFEvaluation(
                group.inputs, shard: key.share.shard, epoch: share.epoch, prover: share.index)
            let secret = try SecretScalar<Field25519>(share.secret)
            let partials = evaluation.partials(share: secret)
            let elements = partials.map { $0.revealed }
            guard key.withProof else {
                return elements.map { PRFPartial(epoch: share.epoch, element: $0, proof: nil) }
            }
            let proof = PRFPartial.Proof(
                try evaluation.prove(partials, share: secret, publicShare: publicShare, random: settings.random))
            guard elements.count > 1 else {
                return [PRFPartial(epoch: share.epoch, element: elements[0], proof: proof)]
            }
            let entries = zip(group.inputs, elements).map {
                PartialBatch.Entry(contextDigest: $0.input.contextDigest, alpha: $0.input.alpha, element: $1)
            }
            let batch = PartialBatch(share: key.share, epoch: share.epoch, entries: entries, proof: proof)
            return elements.map { PRFPartial(epoch: share.epoch, element: $0, proof: nil, batch: batch) }
        } catch {
            throw Refusal(.malformed, "the PRF's input is refused: \(error)")
        }
    }
}

/// Evaluations for one share that are computed together.
private struct EvaluationGroup {
    struct Key: Hashable {
        let share: ShareName
        let epoch: Epoch
        let withProof: Bool
    }

    let share: ShareVault.Held
    private(set) var inputs: [HashedPRFInput<Ristretto255>] = []
    /// Where each stands in the message.
    private(set) var positions: [Int] = []

    init(share: ShareVault.Held) {
        self.share = share
    }

    mutating func add(_ input: HashedPRFInput<Ristretto255>, at position: Int) {
        inputs.append(input)
        positions.append(position)
    }
}

extension PRFPartial.Proof {
    init(_ proof: EqualityProof<Ristretto255>) {
        self.init(first: proof.first.bytes, second: proof.second.bytes, response: proof.response.bytes)
    }
}
