import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Batches of evaluations of the PRF, and their proofs verified together")
struct BatchedProofTests {
    private typealias Group = Ristretto255
    private typealias Claim = EqualityClaim<Group>

    private let sharing: SampleSharing<Group>

    init() throws {
        sharing = try SampleSharing(Threshold(quorum: 3, of: 5), random: SeededRandom(5))
    }

    private func inputs(_ count: Int, from first: Int = 0) throws -> [HashedPRFInput<Group>] {
        try (first..<first + count).map { try HashedPRFInput(SampleEvaluation.input(alpha: UInt8($0))) }
    }

    /// A custodian's answer to a message.
    private struct Answer {
        let evaluation: PRFEvaluation<Group>
        var partials: [SecretElement<Group>]
        var proof: EqualityProof<Group>
        let publicShare: Element<Group>

        func claim() throws -> Claim { try evaluation.claim(proof, of: partials, publicShare: publicShare) }

        var isValid: Bool {
            (try? evaluation.verify(proof, of: partials, publicShare: publicShare)) != nil
        }
    }

    private func answer(
        _ inputs: [HashedPRFInput<Group>], by prover: Int, shard: UInt32 = 1, epoch: UInt32 = 1
    ) throws -> Answer {
        let prover = try ShareIndex(prover)
        let share = sharing.share(prover)
        let evaluation = try PRFEvaluation<Group>(inputs, shard: shard, epoch: Epoch(epoch), prover: prover)
        let partials = evaluation.partials(share: share.scalar)
        let publicShare = sharing.publicShare(prover)
        let proof = try evaluation.prove(
            partials, share: share.scalar, publicShare: publicShare,
            random: SeededRandom(UInt64(prover.value), stream: "proof"))
        return Answer(evaluation: evaluation, partials: partials, proof: proof, publicShare: publicShare)
    }

    @Test("a batch of any size has one proof, and each partial is what it is alone", arguments: [1, 2, 3, 17, 64])
    func sizes(count: Int) throws {
        let inputs = try inputs(count)
        let batch = try answer(inputs, by: 2)
        #expect(batch.isValid)
        for position in 0..<count {
            let alone = try answer([inputs[position]], by: 2)
            #expect(alone.partials[0].isEqual(to: batch.partials[position]))
        }
    }

    @Test("a batch of one is proven in the form that one evaluation always had")
    func one() throws {
        let input = try inputs(1)
        let alone = try PRFEvaluation<Group>(
            input: input[0].input, shard: 1, epoch: .first, prover: try ShareIndex(2))
        let batch = try answer(input, by: 2)
        #expect(throws: Never.self) {
            try alone.verify(batch.proof, of: batch.partials, publicShare: batch.publicShare)
        }
    }

    @Test("one wrong partial in a batch is found, wherever it stands; so are two that were exchanged", arguments: 0..<8)
    func wrongPartial(position: Int) throws {
        var batch = try answer(inputs(8), by: 1)
        let right = batch.partials
        batch.partials[position] = right[(position + 1) % 8]
        #expect(!batch.isValid)
        batch.partials[(position + 1) % 8] = right[position]
        #expect(!batch.isValid)
        batch.partials = right
        #expect(batch.isValid)
    }

    @Test("trap 9: a batch's proof holds for its own inputs in their order, shard, epoch and prover only")
    func context() throws {
        let inputs = try inputs(3)
        let batch = try answer(inputs, by: 2)
        let others = try [
            answer(Array(inputs.reversed()), by: 2), answer(self.inputs(3, from: 1), by: 2),
            answer(Array(inputs.prefix(2)), by: 2), answer(inputs, by: 2, shard: 2), answer(inputs, by: 2, epoch: 2),
            answer(inputs, by: 3),
        ]
        for var other in others {
            #expect(other.isValid)
            other.proof = batch.proof
            #expect(!other.isValid)
        }
    }

    @Test("a proof for a batch with a partial too few or too many is none, and neither is one for no input")
    func lengths() throws {
        let batch = try answer(inputs(3), by: 2)
        for partials in [[], Array(batch.partials.dropLast()), batch.partials + [batch.partials[0]]] {
            let error = #expect(throws: ProofError.self) {
                try batch.evaluation.verify(batch.proof, of: partials, publicShare: batch.publicShare)
            }
            #expect(error?.code == .emptyBatch)
        }
        let error = #expect(throws: ProofError.self) {
            try PRFEvaluation<Group>([], shard: 1, epoch: .first, prover: ShareIndex(1))
        }
        #expect(error?.code == .emptyBatch)
    }

    /// Proofs of three custodians about one input, of two about a batch, and of one about another batch.
    private func mixture() throws -> [Answer] {
        let shared = try inputs(1)
        let batch = try inputs(4, from: 10)
        return try [
            answer(shared, by: 1), answer(shared, by: 2), answer(shared, by: 3), answer(batch, by: 1),
            answer(batch, by: 4), answer(inputs(2, from: 20), by: 5, epoch: 2),
        ]
    }

    @Test("true proofs of several custodians and batches hold together; of none, too", arguments: Seed.first(8))
    func together(seed: Seed) throws {
        let claims = try mixture().map { try $0.claim() }
        #expect(EqualityClaim.falseClaims(among: claims, random: seed.random).isEmpty)
        #expect(EqualityClaim.falseClaims(among: [Claim](), random: seed.random).isEmpty)
    }

    @Test("one false proof among many is named", arguments: 0..<6)
    func culprit(position: Int) throws {
        let one = Scalar<Field25519>.one
        let changes: [(inout Answer) throws -> Void] = [
            {
                $0.proof = EqualityProof(
                    first: $0.proof.first, second: $0.proof.second, response: $0.proof.response + one)
            },
            { $0.proof = EqualityProof(first: $0.proof.second, second: $0.proof.first, response: $0.proof.response) },
            { $0.partials[0] = SecretElement(sumOf: [(one + one, $0.partials[0])]) },
        ]
        for change in changes {
            var answers = try mixture()
            try change(&answers[position])
            let claims = try answers.map { try $0.claim() }
            #expect(EqualityClaim.falseClaims(among: claims, random: SystemRandom()) == [position])
        }
    }

    @Test("false proofs whose errors cancel each other without weights are all named")
    func cancelling() throws {
        var answers = try mixture()
        let one = Scalar<Field25519>.one
        for (position, error) in [(0, one), (1, -one)] {
            let proof = answers[position].proof
            answers[position].proof = EqualityProof(
                first: proof.first, second: proof.second, response: proof.response + error)
        }
        let claims = try answers.map { try $0.claim() }
        #expect(EqualityClaim.falseClaims(among: claims, random: SystemRandom()) == [0, 1])
    }

    @Test("who makes only the sum of a proof's two equations hold is found", arguments: Seed.first(8))
    func oneProof(seed: Seed) throws {
        // Z with log_{A + M}(B + Z) = k for a k of the forger's choice: (A + M) * s + (B + Z) * c = T2 + T3.
        let (answer, random) = (try mixture()[0], seed.random)
        let (k, r) = try (
            Scalar<Field25519>(reducing: random.bytes(64)), Scalar<Field25519>(reducing: random.bytes(64))
        )
        let m = answer.evaluation.inputs[0].base
        let z = (.generator + m) * k - answer.publicShare
        func claim(response: Scalar<Field25519>) throws -> Claim {
            try answer.evaluation.claim(
                EqualityProof(first: .generator * r, second: m * r, response: response), of: [SecretElement(z)],
                publicShare: answer.publicShare)
        }
        let open = try claim(response: .zero)
        let challenge = open.statement.challenge(of: open.proof)
        let forged = try claim(response: r - challenge * k)
        #expect(EqualityClaim.falseClaims(among: [forged], random: random) == [0])
        let sum = (.generator + m) * forged.proof.response + (answer.publicShare + z) * challenge
        #expect(sum == forged.proof.first + forged.proof.second)
    }
}
