import Groups
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Proofs of knowledge")
struct ProofOfKnowledgeTests {
    private typealias Point = Element<Edwards25519>
    private typealias Number = Scalar<Field25519>
    private typealias Proof = ProofOfKnowledge<Edwards25519>

    private static func challenge(_ context: UInt8, _ statement: Point) -> (Point) -> Number {
        { commitment in
            var transcript = Transcript("test")
            transcript.append("context", [context])
            transcript.append("statement", statement.bytes)
            transcript.append("R", commitment.bytes)
            return transcript.challenge()
        }
    }

    @Test("who knows the secret proves it, each time with another commitment", arguments: Seed.first(16))
    func honest(seed: Seed) throws {
        let random = seed.random
        let secret = SecretScalar<Field25519>.random(from: random)
        let statement = Point(generatorTimes: secret)
        let challenge = Self.challenge(1, statement)
        let proof = Proof.prove(secret: secret, random: random, challenge: challenge)
        let again = Proof.prove(secret: secret, random: random, challenge: challenge)
        #expect(proof.commitment != again.commitment)
        #expect(throws: Never.self) { try proof.verify(statement: statement, challenge: challenge) }
        #expect(throws: Never.self) { try again.verify(statement: statement, challenge: challenge) }
    }

    @Test("trap 28: a proof of another secret, or of another ceremony, is refused")
    func strangers() {
        let secret = SecretScalar<Field25519>(Number(5))
        let statement = Point(generatorTimes: secret)
        let proof = Proof.prove(secret: secret, random: SeededRandom(1), challenge: Self.challenge(1, statement))
        let other = statement + .generator
        let error = #expect(throws: ProofError.self) {
            try proof.verify(statement: other, challenge: Self.challenge(1, other))
        }
        #expect(error?.code == .falseProof)
        #expect(throws: ProofError.self) {
            try proof.verify(statement: statement, challenge: Self.challenge(2, statement))
        }
    }

    @Test("trap 12: a changed commitment or response is refused")
    func changed() {
        let secret = SecretScalar<Field25519>(Number(5))
        let statement = Point(generatorTimes: secret)
        let challenge = Self.challenge(1, statement)
        let proof = Proof.prove(secret: secret, random: SeededRandom(1), challenge: challenge)
        for changed in [
            Proof(commitment: proof.commitment, response: proof.response + .one),
            Proof(commitment: proof.commitment + .generator, response: proof.response),
            Proof(commitment: proof.commitment + .generator, response: proof.response + .one),
            Proof(commitment: proof.commitment, response: .zero),
        ] {
            #expect(throws: ProofError.self) { try changed.verify(statement: statement, challenge: challenge) }
        }
    }

    @Test("a proof for a challenge that was chosen first is refused")
    func simulated() throws {
        let statement = Point(generatorTimes: Number(99))
        let (c, mu) = try (
            Number(reducing: SeededRandom(1).bytes(64)), Number(reducing: SeededRandom(2).bytes(64))
        )
        let simulated = Proof(commitment: Point(generatorTimes: mu) - statement * c, response: mu)
        #expect(throws: Never.self) { try simulated.verify(statement: statement) { _ in c } }
        #expect(throws: ProofError.self) {
            try simulated.verify(statement: statement, challenge: Self.challenge(1, statement))
        }
    }
}
