import Groups
import KeyGeneration
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Proofs of knowledge in a key generation")
struct KnowledgeTests {
    private let ceremony: SampleCeremony
    private let run: CeremonyRun<Ristretto255>

    init() throws {
        ceremony = try .repeatable(Threshold(quorum: 2, of: 3), seed: Seed(21))
        run = try CeremonyRun(ceremony)
    }

    @Test(
        "trap 9: every field of the challenge's transcript changes it, and leaves no honest proof standing",
        arguments: 1...3)
    func challenge(member: Int) throws {
        let index = try ShareIndex(member)
        let message = run.rounds[1][member - 1]
        let (commitments, proofBytes, response) = try Forgery.parts(ofRevelation: message, quorum: 2)
        let proof = ProofOfKnowledge<Ristretto255>(
            commitment: try Element(canonical: proofBytes), response: try Scalar(canonical: response))
        let statement = try Element<Ristretto255>(canonical: commitments[0])
        let honest = KnowledgeChallenge(
            session: Forgery.session(of: message), ceremony: ceremony, member: index, commitments: commitments)
        func isValid(_ change: (inout KnowledgeChallenge) throws -> Void) throws -> Bool {
            var challenge = honest
            try change(&challenge)
            do throws(ProofError) {
                try proof.verify(statement: statement) { challenge.value($0.bytes, in: Ristretto255.self) }
                return true
            } catch {
                return false
            }
        }
        #expect(try isValid { _ in })
        #expect(try !isValid { $0.label += " " })
        #expect(try !isValid { $0.session = $0.session.flipping(bit: 0) })
        #expect(try !isValid { $0.group = "edwards25519" })
        #expect(try !isValid { $0.generator = Element<Edwards25519>.generator.bytes })
        #expect(try !isValid { $0.threshold = try Threshold(quorum: 3, of: 3) })
        #expect(try !isValid { $0.threshold = try Threshold(quorum: 2, of: 4) })
        #expect(try !isValid { $0.member = try ShareIndex(member % 3 + 1) })
        #expect(try !isValid { $0.commitments = [$0.commitments[0]] })
        #expect(try !isValid { $0.commitments[1] = $0.commitments[0] })
        #expect(try !isValid { $0.commitments.swapAt(0, 1) })
    }

    /// The rushing member chooses its constant so that the joint key is one whose secret it knows. It can promise and
    /// reveal that, because here it knows the others' randomness; what it cannot do is prove it.
    @Test(
        "trap 28: a member that chooses the joint key cannot prove its own part",
        arguments: ["simulated", "replayed", "of another secret"])
    func rogueKey(method: String) throws {
        let rogue = try ShareIndex(3)
        let target = Element<Ristretto255>(generatorTimes: Scalar(424_242))
        let honest = try run.rounds[1].prefix(2).map {
            try Element<Ristretto255>(canonical: Forgery.parts(ofRevelation: $0, quorum: 2).commitments[0])
        }
        let commitments = [target - honest[0] - honest[1], .generator].map(\.bytes)
        let error = #expect(throws: CeremonyError.self) {
            let forged = try CeremonyRun<Ristretto255>(ceremony) { delivery in
                guard delivery.sender == rogue else { return delivery.message }
                switch delivery.round {
                case 1:
                    let promise = Forgery.promise(ceremony.parameters, member: rogue, commitments: commitments)
                    return try ceremony.signed(
                        Forgery.announcement(delivery.message, promising: promise), by: rogue)
                case 2:
                    let (proof, response) = try self.proof(method, of: commitments[0], in: delivery.message)
                    return try ceremony.signed(
                        Forgery.header(of: delivery.message)
                            + Forgery.revelation(commitments: commitments, proof: proof, response: response),
                        by: rogue)
                default: return delivery.message
                }
            }
            _ = try forged.certified()
        }
        #expect(error?.code == .badProof && error?.culprit == rogue)
    }

    private func proof(
        _ method: String, of statement: [UInt8], in message: SignedMessage
    ) throws -> (proof: [UInt8], response: [UInt8]) {
        switch method {
        case "simulated":
            let (c, mu) = (Scalar<Field25519>(5), Scalar<Field25519>(6))
            let commitment = Element(generatorTimes: mu) - (try Element<Ristretto255>(canonical: statement)) * c
            return (commitment.bytes, mu.bytes)
        case "replayed":
            let parts = try Forgery.parts(ofRevelation: run.rounds[1][0], quorum: 2)
            return (parts.proof, parts.response)
        default:
            let parts = try Forgery.parts(ofRevelation: message, quorum: 2)
            return (parts.proof, parts.response)
        }
    }
}
