import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Proofs of the partial results of a key agreement")
struct AgreementProofTests {
    private typealias Point = Element<Secp256r1>
    private typealias Proof = EqualityProof<Secp256r1>

    private let sample: SampleAgreement
    private let prover: ShareIndex
    private let partial: Point
    private let proof: Proof

    init() throws {
        let peer = Point(generatorTimes: Scalar<FieldP256>(7_777))
        sample = try SampleAgreement(Threshold(quorum: 2, of: 3), peer: peer)
        prover = try ShareIndex(2)
        (partial, proof) = try sample.partial(prover, random: SeededRandom(1, stream: "proof"))
    }

    private func isValid(
        _ proof: Proof? = nil, of partial: Point? = nil, publicShare: Point? = nil,
        in evaluation: AgreementEvaluation? = nil
    ) -> Bool {
        do {
            try (evaluation ?? sample.evaluation(prover)).verify(
                proof ?? self.proof, of: SecretElement(partial ?? self.partial),
                publicShare: publicShare ?? sample.sharing.publicShare(prover))
            return true
        } catch {
            return false
        }
    }

    @Test("an honest proof holds, also one of other randomness", arguments: Seed.first(8))
    func honest(seed: Seed) throws {
        #expect(isValid())
        let again = try sample.partial(prover, random: seed.random)
        #expect(again.element == partial && again.proof.first != proof.first)
        #expect(isValid(again.proof))
    }

    @Test("trap 9: a proof holds for its own peer, key, version, shard, epoch and prover only")
    func context() throws {
        let others = try [
            sample.evaluation(prover, peer: .generator), sample.evaluation(prover, key: KeyID("another")),
            sample.evaluation(prover, version: 2), sample.evaluation(prover, shard: 2),
            sample.evaluation(prover, epoch: 2), sample.evaluation(ShareIndex(3)),
        ]
        for other in others { #expect(!isValid(in: other)) }
    }

    @Test("trap 10: who has the right share cannot prove a false partial with it", arguments: Seed.first(8))
    func falsePartialOfRightShare(seed: Seed) throws {
        let share = sample.sharing.share(prover)
        let falsePartial = partial + Point(generatorTimes: Scalar(seed.value + 1))
        let forged = try sample.evaluation(prover).prove(
            SecretElement(falsePartial), share: share.scalar, random: seed.random)
        #expect(!isValid(forged, of: falsePartial) && !isValid(forged) && !isValid(of: falsePartial))
    }

    @Test("trap 10: a proof for a challenge known in advance is refused", arguments: Seed.first(8))
    func forgedForFalseShare(seed: Seed) throws {
        let random = seed.random
        let falseShare = SecretScalar<FieldP256>.random(from: random)
        let falsePartial = try Point(canonical: sample.evaluation(prover).partial(share: falseShare).revealed)
        let (c, s) = try (Scalar<FieldP256>(reducing: random.bytes(64)), Scalar<FieldP256>(reducing: random.bytes(64)))
        let forged = Proof(
            first: Point(generatorTimes: s) + sample.sharing.publicShare(prover) * c,
            second: sample.peer * s + falsePartial * c, response: s)
        #expect(!isValid(forged, of: falsePartial))
    }

    @Test("traps 12 and 13: no proof holds with any bit of it changed", arguments: 0..<98)
    func mutatedProof(byte: Int) {
        let encoded = proof.first.bytes + proof.second.bytes + proof.response.bytes
        for bit in 8 * byte..<8 * byte + 8 {
            let bytes = encoded.flipping(bit: bit)
            guard let changed = try? Proof(first: bytes[..<33], second: bytes[33..<66], response: bytes[66...]) else {
                continue
            }
            #expect(!isValid(changed))
        }
    }

    @Test("trap 12: no proof holds for a partial or public share with a bit changed", arguments: 0..<33)
    func mutatedStatement(byte: Int) {
        for bit in 8 * byte..<8 * byte + 8 {
            if let other = try? Point(canonical: partial.bytes.flipping(bit: bit)) { #expect(!isValid(of: other)) }
            let share = sample.sharing.publicShare(prover).bytes.flipping(bit: bit)
            if let other = try? Point(canonical: share) { #expect(!isValid(publicShare: other)) }
        }
    }

    @Test("trap 11: a proof with the identity, or a number that is not reduced, is none")
    func malformed() {
        let (first, second, response) = (proof.first.bytes, proof.second.bytes, proof.response.bytes)
        let identity = Point.identity.bytes
        #expect(throws: GroupError.self) { try Proof(first: identity, second: second, response: response) }
        #expect(throws: GroupError.self) { try Proof(first: first, second: identity, response: response) }
        #expect(throws: GroupError.self) { try Proof(first: first, second: second, response: FieldP256.order) }
        #expect(throws: GroupError.self) { try Proof(first: [], second: [], response: []) }
    }

    @Test("trap 15: the proof's nonce follows from fresh randomness, the share and the statement")
    func nonces() throws {
        func proof(_ evaluation: AgreementEvaluation, _ index: ShareIndex, _ random: UInt8) throws -> Proof {
            try evaluation.prove(
                SecretElement(partial), share: sample.sharing.share(index).scalar, random: FixedRandom([random]))
        }
        let own = sample.evaluation(prover)
        let first = try proof(own, prover, 9)
        #expect(try proof(own, prover, 9) == first)
        let others = try [
            proof(own, prover, 10), proof(own, ShareIndex(1), 9), proof(sample.evaluation(prover, epoch: 2), prover, 9),
        ]
        for other in others { #expect(other.first != first.first) }
    }
}
