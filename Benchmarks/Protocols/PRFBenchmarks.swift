import Benchmark
import Groups
import KeyMap
import SecretSharing
import Secrets
import ThresholdCrypto

/// The PRF of `SYMMETRIC_DEFAULT`, 3-of-5: evaluation with proof at a custodian, verification and combination at a gateway.
func addPRFBenchmarks() throws {
    let evaluation = try SampleEvaluation()

    Benchmark("custodian: PRF evaluation with proof") { _ in
        blackHole(try evaluation.evaluates(evaluation.inputs.prefix(1)))
    }
    Benchmark("custodian: PRF evaluation with proof, batch of 64") { _ in
        blackHole(try evaluation.evaluates(evaluation.inputs[...]))
    }
    let answers = try evaluation.key.quorum.map { try evaluation.answer(of: $0) }
    Benchmark("gateway: verify 3 PRF proofs and combine") { _ in
        try evaluation.combines(answers)
    }
}

/// One input as each side has it.
private struct SampleEvaluation: Sendable {
    /// A custodian's answer to one input, as bytes.
    struct Answer: Sendable {
        let prover: ShareIndex
        let partial: [UInt8]
        let first: [UInt8]
        let second: [UInt8]
        let response: [UInt8]
    }

    let key: SampleKey<Ristretto255>
    let inputs: [PRFInput]

    init() throws {
        key = try SampleKey()
        inputs = try (0..<64).map { position in
            try PRFInput(
                key: KeyID("11111111-2222-4333-8444-555555555555"), version: .first,
                contextDigest: [UInt8](repeating: 3, count: 32), alpha: [UInt8](repeating: UInt8(position), count: 32))
        }
    }

    /// Hashes the inputs to the group, evaluates and proves.
    func evaluates(_ inputs: ArraySlice<PRFInput>) throws -> [[UInt8]] {
        let (partials, proof) = try evaluated(inputs, by: key.quorum[0])
        return partials.map(\.revealed) + [proof.first.bytes, proof.second.bytes, proof.response.bytes]
    }

    func answer(of prover: ShareIndex) throws -> Answer {
        let (partials, proof) = try evaluated(inputs.prefix(1), by: prover)
        return Answer(
            prover: prover, partial: partials[0].revealed, first: proof.first.bytes, second: proof.second.bytes,
            response: proof.response.bytes)
    }

    /// Reads three answers, verifies their proofs together and combines the partials.
    func combines(_ answers: [Answer]) throws {
        let input = try HashedPRFInput<Ristretto255>(inputs[0])
        var claims: [EqualityClaim<Ristretto255>] = []
        var partials: [ShareIndex: SecretElement<Ristretto255>] = [:]
        for answer in answers {
            let partial = try SecretElement<Ristretto255>(canonical: answer.partial)
            let proof = try EqualityProof<Ristretto255>(
                first: answer.first, second: answer.second, response: answer.response)
            let evaluation = try PRFEvaluation([input], shard: 1, epoch: .first, prover: answer.prover)
            claims.append(
                try evaluation.claim(proof, of: [partial], publicShare: key.publicShare(answer.prover)))
            partials[answer.prover] = partial
        }
        precondition(
            EqualityClaim.falseClaims(among: claims, random: SystemRandom()).isEmpty,
            "a proof of the benchmark is false")
        _ = try DistributedPRF.combine(partials, input: inputs[0].encoded, threshold: key.threshold)
    }

    private func evaluated(
        _ inputs: ArraySlice<PRFInput>, by prover: ShareIndex
    ) throws -> ([SecretElement<Ristretto255>], EqualityProof<Ristretto255>) {
        let hashed = try inputs.map { try HashedPRFInput<Ristretto255>($0) }
        let evaluation = try PRFEvaluation(hashed, shard: 1, epoch: .first, prover: prover)
        let share = key.share(prover)
        let partials = evaluation.partials(share: share.scalar)
        let proof = try evaluation.prove(
            partials, share: share.scalar, publicShare: key.publicShare(prover), random: SystemRandom())
        return (partials, proof)
    }
}
