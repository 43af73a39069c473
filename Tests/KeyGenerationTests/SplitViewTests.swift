import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Trap 24: members who saw different ceremonies certify nothing")
struct SplitViewTests {
    private typealias Run = CeremonyRun<Edwards25519>

    private let ceremony: SampleCeremony
    private let liar: ShareIndex
    private let victim: ShareIndex

    init() throws {
        ceremony = try .repeatable(Threshold(quorum: 2, of: 3), suite: .frostEd25519, seed: Seed(11))
        liar = try ShareIndex(1)
        victim = try ShareIndex(2)
    }

    /// A run in which the victim alone receives another message of the liar, signed and well-formed.
    private func split(round: Int, _ change: (SignedMessage) throws -> [UInt8]) throws -> Run {
        try Run(ceremony) { delivery in
            guard delivery.round == round, delivery.sender == liar, delivery.recipient == victim else {
                return delivery.message
            }
            return try ceremony.signed(change(delivery.message), by: liar)
        }
    }

    @Test("trap 24: two members see different announcements")
    func announcements() throws {
        // Another nonce: honest in every other respect.
        #expect(throws: CeremonyError.self) {
            let run = try split(round: 1) { $0.body.flipping(bit: 8 * Forgery.headerCount) }
            _ = try run.certified()
        }
    }

    @Test("trap 24: two members see different proofs of one secret")
    func revelations() throws {
        let run = try split(round: 2) { message in
            let (commitments, _, _) = try Forgery.parts(ofRevelation: message, quorum: 2)
            let secret = SecretPolynomial<Field25519>(
                threshold: ceremony.parameters.threshold, random: SeededRandom(11, stream: "member 1"))
            let session = Forgery.session(of: message)
            let proof = secret.withConstant { constant in
                ProofOfKnowledge<Edwards25519>.prove(secret: constant, random: SeededRandom(99)) { nonce in
                    KnowledgeChallenge(session: session, ceremony: ceremony, member: liar, commitments: commitments)
                        .value(nonce.bytes, in: Edwards25519.self)
                }
            }
            return Forgery.header(of: message)
                + Forgery.revelation(
                    commitments: commitments, proof: proof.commitment.bytes, response: proof.response.bytes)
        }
        try expectSplit(run)
    }

    @Test("trap 24: two members see different dealings")
    func dealings() throws {
        // The victim's own share is untouched, the one dealt to the third member is not.
        let run = try split(round: 3) { $0.body.flipping(bit: 8 * ($0.body.count - 1)) }
        try expectSplit(run)
    }

    /// All confirm, each what it saw; the certificate is refused.
    private func expectSplit(_ run: Run, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(run.shares.count == 3, sourceLocation: sourceLocation)
        #expect(
            run.shards[victim]?.certificate.transcript != run.shards[liar]?.certificate.transcript,
            sourceLocation: sourceLocation)
        let error = #expect(throws: CeremonyError.self, sourceLocation: sourceLocation) { try run.certified() }
        #expect(error?.code == .split, sourceLocation: sourceLocation)
    }

    @Test("trap 24: a member that confirms another transcript than it saw is refused")
    func otherTranscript() throws {
        let run = try Run(ceremony) { delivery in
            guard delivery.round == 4, delivery.sender == liar else { return delivery.message }
            return try ceremony.signed(
                delivery.message.body.flipping(bit: 8 * (Forgery.headerCount + 1)), by: liar)
        }
        let error = #expect(throws: CeremonyError.self) { try run.certified() }
        #expect(error?.code == .split && error?.culprit == liar)
    }
}
