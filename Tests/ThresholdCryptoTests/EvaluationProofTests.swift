import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Proofs of the PRF's partial results")
struct EvaluationProofTests {
    private typealias Point = Element<Ristretto255>
    private typealias Proof = EqualityProof<Ristretto255>
    private let sample: SampleEvaluation

    init() throws {
        sample = try SampleEvaluation()
    }

    private func isValid(
        _ proof: Proof? = nil, of partial: Point? = nil, publicShare: Point? = nil,
        in evaluation: PRFEvaluation<Ristretto255>? = nil
    ) -> Bool {
        do {
            try (evaluation ?? sample.evaluation).verify(
                proof ?? sample.proof, of: partial ?? sample.partial, publicShare: publicShare ?? sample.publicShare)
            return true
        } catch {
            return false
        }
    }

    @Test("an honest proof holds, also one of other randomness", arguments: Seed.first(16))
    func honest(seed: Seed) throws {
        #expect(isValid())
        let share = sample.sharing.share(sample.prover)
        let again = try sample.evaluation.prove(sample.partial, share: share.scalar, random: seed.random)
        #expect(again.first != sample.proof.first)
        #expect(isValid(again))
    }

    @Test("trap 9: a proof holds for its own input, version, shard, epoch and prover only")
    func context() throws {
        let prover = sample.prover
        let others = try [
            SampleEvaluation.evaluation(input: SampleEvaluation.input(key: KeyID("another")), prover: prover),
            SampleEvaluation.evaluation(input: SampleEvaluation.input(version: 2), prover: prover),
            SampleEvaluation.evaluation(input: SampleEvaluation.input(contextDigest: 5), prover: prover),
            SampleEvaluation.evaluation(input: SampleEvaluation.input(alpha: 5), prover: prover),
            SampleEvaluation.evaluation(shard: 2, prover: prover),
            SampleEvaluation.evaluation(epoch: 2, prover: prover),
            SampleEvaluation.evaluation(prover: ShareIndex(3)),
        ]
        for other in others { #expect(!isValid(in: other)) }
        // Shard, epoch and prover are no part of the input, so the partial is the same and only the proof tells them apart.
        for other in others[4...] {
            #expect(try other.partial(share: sample.sharing.share(prover).scalar) == sample.partial)
        }
    }

    @Test(
        "trap 10: a proof made for a challenge known in advance, as the DiSE reference allows, is refused",
        arguments: Seed.first(16))
    func forgedForFalseShare(seed: Seed) throws {
        let random = seed.random
        let falseShare = SecretScalar<Field25519>.random(from: random)
        let falsePartial = try sample.evaluation.partial(share: falseShare)
        let (c, s) = try (
            Scalar<Field25519>(reducing: random.bytes(64)), Scalar<Field25519>(reducing: random.bytes(64))
        )
        let forged = Proof(
            first: Point(generatorTimes: s) + sample.publicShare * c,
            second: sample.evaluation.inputs[0].base * s + falsePartial * c,
            response: s)
        #expect(!isValid(forged, of: falsePartial))
        // The proof of the false share itself is one for another public share.
        let honest = try sample.evaluation.prove(falsePartial, share: falseShare, random: random)
        #expect(isValid(honest, of: falsePartial, publicShare: Point(generatorTimes: falseShare)))
        #expect(!isValid(honest, of: falsePartial))
    }

    @Test("trap 10: who has the right share cannot prove a false partial with it", arguments: Seed.first(16))
    func falsePartialOfRightShare(seed: Seed) throws {
        // Every step of the proof is honest: the equation over the generator holds, only the one over the base does not.
        let share = sample.sharing.share(sample.prover)
        let falsePartial = sample.partial + Point(generatorTimes: Scalar(seed.value + 1))
        let proof = try sample.evaluation.prove(falsePartial, share: share.scalar, random: seed.random)
        #expect(!isValid(proof, of: falsePartial))
        #expect(!isValid(proof))
    }

    @Test("traps 12 and 13: no proof holds with any bit of it changed", arguments: 0..<96)
    func mutatedProof(byte: Int) {
        let (first, second, response) = (
            sample.proof.first.bytes, sample.proof.second.bytes, sample.proof.response.bytes
        )
        for bit in 8 * byte..<8 * byte + 8 {
            let bytes = (first + second + response).flipping(bit: bit)
            guard
                let proof = try? Proof(
                    first: bytes[..<32], second: bytes[32..<64], response: bytes[64...])
            else { continue }
            #expect(!isValid(proof))
        }
    }

    @Test("trap 12: no proof holds for a partial or public share with a bit changed", arguments: 0..<32)
    func mutatedStatement(byte: Int) {
        for bit in 8 * byte..<8 * byte + 8 {
            if let partial = try? Point(canonical: sample.partial.bytes.flipping(bit: bit)) {
                #expect(!isValid(of: partial))
            }
            if let share = try? Point(canonical: sample.publicShare.bytes.flipping(bit: bit)) {
                #expect(!isValid(publicShare: share))
            }
        }
        #expect(!isValid(of: sample.partial + .generator))
        #expect(!isValid(publicShare: sample.publicShare + .generator))
    }

    @Test("trap 11: a proof with the identity, a number that is not reduced or a field of another length is refused")
    func malformed() {
        let (first, second, response) = (
            sample.proof.first.bytes, sample.proof.second.bytes, sample.proof.response.bytes
        )
        let identity = Point.identity.bytes
        #expect(throws: GroupError.self) { try Proof(first: identity, second: second, response: response) }
        #expect(throws: GroupError.self) { try Proof(first: first, second: identity, response: response) }
        #expect(throws: GroupError.self) { try Proof(first: first, second: second, response: Field25519.order) }
        #expect(throws: GroupError.self) { try Proof(first: first + [0], second: second, response: response) }
        #expect(throws: GroupError.self) { try Proof(first: first, second: second.dropLast(), response: response) }
        #expect(throws: GroupError.self) { try Proof(first: first, second: second, response: response + [0]) }
        #expect(throws: Never.self) { try Proof(first: first, second: second, response: response) }
    }

    @Test("trap 15: the proof's nonce follows from fresh randomness, the share and the statement")
    func nonces() throws {
        let share = sample.sharing.share(sample.prover)
        let other = try SampleEvaluation.evaluation(epoch: 2, prover: sample.prover)
        let random = { FixedRandom([9]) }
        let first = try sample.evaluation.prove(sample.partial, share: share.scalar, random: random())
        #expect(try sample.evaluation.prove(sample.partial, share: share.scalar, random: random()) == first)
        #expect(try other.prove(sample.partial, share: share.scalar, random: random()).first != first.first)
        let stranger = sample.sharing.share(try ShareIndex(1))
        #expect(
            try sample.evaluation.prove(sample.partial, share: stranger.scalar, random: random()).first != first.first)
    }
}
