import AsyncGate
import CustodianContract
import Groups
import KeyMap
import SecretSharing
import ThresholdCrypto

extension QuorumClient {
    private typealias Claim = EqualityClaim<Ristretto255>

    /// A member's proof before it is verified, and what becomes of it.
    private struct Pending {
        let member: ShareIndex
        let claim: Claim
        let elements: [SecretElement<Ristretto255>]
        /// The batch that others wait for too.
        let batch: PartialBatch?
    }

    /// What the proven partials of several members are worth: all proofs in one multi-scalar multiplication, those left out
    /// that another request of the same batch has verified or is verifying.
    func verified(
        _ results: [ShareIndex: ShareResult], _ committee: Committee<Ristretto255>,
        _ input: HashedPRFInput<Ristretto255>
    ) async -> [ShareIndex: Result<SecretElement<Ristretto255>, MemberFailure>] {
        var answers: [ShareIndex: Result<SecretElement<Ristretto255>, MemberFailure>] = [:]
        var pending: [Pending] = []
        var batched: [(member: ShareIndex, batch: PartialBatch, position: Int)] = []
        for (member, result) in results {
            do throws(MemberFailure) {
                let partial = try Self.partial(result, committee)
                if let batch = partial.batch {
                    batched.append((member, batch, try Self.position(of: partial, in: batch, committee, input.input)))
                    if batch.verdict.claim() { pending.append(contentsOf: claim(batch, member, committee)) }
                } else {
                    pending.append(try claim(partial, member, committee, input))
                }
            } catch {
                answers[member] = .failure(error)
            }
        }
        let wrong = Set(Claim.falseClaims(among: pending.map { $0.claim }, random: random))
        for (position, pending) in pending.enumerated() {
            let isWrong = wrong.contains(position)
            if let batch = pending.batch {
                batch.verdict.settle(isWrong ? .wrong("its proof does not hold") : .right(pending.elements))
            } else {
                answers[pending.member] =
                    isWrong
                    ? .failure(.lie("its partial is wrong: its proof does not hold")) : .success(pending.elements[0])
            }
        }
        for (member, batch, position) in batched {
            switch await batch.verdict.value {
            case .right(let elements): answers[member] = .success(elements[position])
            case .wrong(let reason): answers[member] = .failure(.lie("its partials are wrong: \(reason)"))
            }
        }
        return answers
    }

    private func claim(
        _ partial: PRFPartial, _ member: ShareIndex, _ committee: Committee<Ristretto255>,
        _ input: HashedPRFInput<Ristretto255>
    ) throws(MemberFailure) -> Pending {
        guard let proof = partial.proof else { throw .lie("it sent no proof") }
        let element = try Self.element(of: partial)
        do {
            return Pending(
                member: member, claim: try claim(proof, [input], [element], member, committee), elements: [element],
                batch: nil)
        } catch {
            throw .lie("its partial is wrong: \(error)")
        }
    }

    /// Empty where the batch is wrong already: its verdict is settled then.
    private func claim(
        _ batch: PartialBatch, _ member: ShareIndex, _ committee: Committee<Ristretto255>
    ) -> [Pending] {
        do {
            var inputs: [HashedPRFInput<Ristretto255>] = []
            var elements: [SecretElement<Ristretto255>] = []
            for entry in batch.entries {
                inputs.append(
                    try hashedInputs.hashed(
                        PRFInput(
                            key: committee.name.key, version: committee.name.version,
                            contextDigest: entry.contextDigest,
                            alpha: entry.alpha)))
                elements.append(try SecretElement(canonical: entry.element))
            }
            let claim = try claim(batch.proof, inputs, elements, member, committee)
            return [Pending(member: member, claim: claim, elements: elements, batch: batch)]
        } catch {
            batch.verdict.settle(.wrong("\(error)"))
            return []
        }
    }

    private func claim(
        _ proof: PRFPartial.Proof, _ inputs: [HashedPRFInput<Ristretto255>], _ elements: [SecretElement<Ristretto255>],
        _ member: ShareIndex, _ committee: Committee<Ristretto255>
    ) throws -> Claim {
        let evaluation = try PRFEvaluation(
            inputs, shard: committee.name.shard, epoch: committee.epoch, prover: member)
        let proof = try EqualityProof<Ristretto255>(
            first: proof.first, second: proof.second, response: proof.response)
        return try evaluation.claim(proof, of: elements, publicShare: committee.publicShare(of: member))
    }

    /// Where the partial stands in its batch.
    private static func position(
        of partial: PRFPartial, in batch: PartialBatch, _ committee: Committee<Ristretto255>, _ input: PRFInput
    ) throws(MemberFailure) -> Int {
        let entry = PartialBatch.Entry(
            contextDigest: input.contextDigest, alpha: input.alpha, element: partial.element)
        guard batch.share == committee.name, batch.epoch == committee.epoch,
            let position = batch.entries.firstIndex(of: entry)
        else { throw .lie("its proof is about other partials") }
        return position
    }
}
