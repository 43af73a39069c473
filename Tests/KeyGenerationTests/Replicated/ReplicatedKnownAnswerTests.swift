import ByteCoding
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

/// Answers of `Scripts/known-answers/replicated.py`: no block, order, hash or label can change unnoticed.
@Suite("Replicated keys give the answers of a second implementation")
struct ReplicatedKnownAnswerTests {
    struct Answers: Decodable {
        let evaluation: Evaluation
        let ceremony: Ceremony
    }

    struct Evaluation: Decodable {
        let keys: [String]
        let contextDigest: String
        let alpha: String
        let key: String
        let input: String
        let values: [String]
        let responders: UInt32
        let parts: [String]
        let sum: String
        let w: String
    }

    struct Ceremony: Decodable {
        let quorum: Int
        let count: Int
        let seed: UInt64
        let shares: [String]
        let checkValues: [String]
    }

    private func share(_ keys: [String], _ subsets: ReplicatedSubsets, _ index: ShareIndex) throws -> SecretBytes {
        SecretBytes(copying: try subsets.held(by: index).flatMap { try Array(hex: keys[$0]) })
    }

    @Test("the values, the parts and w of 3-of-5")
    func evaluation() throws {
        let answer = try KnownAnswers.load("replicated", as: Answers.self).evaluation
        let subsets = try ReplicatedSubsets(Threshold(quorum: 3, of: 5))
        let input = try PRFInput(
            suite: .replicatedAES, key: KeyID(answer.key), version: .first,
            contextDigest: Array(hex: answer.contextDigest), alpha: Array(hex: answer.alpha))
        #expect(input.encoded.hex == answer.input)
        let responders = MemberSet(mask: answer.responders)
        var parts: [String] = []
        for index in ShareIndex.all(of: subsets.threshold) {
            let share = try share(answer.keys, subsets, index)
            let evaluation = ReplicatedEvaluation(subsets, member: index, input: input.encoded)
            let values = subsets.held(by: index).map { answer.values[$0] }.joined()
            #expect(evaluation.values(share.bytes).hex == values, "member \(index)")
            if responders.contains(index) { parts.append(evaluation.sum(share.bytes, responders: responders).hex) }
        }
        #expect(parts == answer.parts)
        let w = try ReplicatedPRF.finalize(input: input.encoded, sum: Array(hex: answer.sum))
        #expect(w.revealed().hex == answer.w)
    }

    @Test("the keys and check values that a ceremony makes")
    func ceremony() throws {
        let answer = try KnownAnswers.load("replicated", as: Answers.self).ceremony
        let ceremony = try SampleCeremony.repeatable(
            Threshold(quorum: answer.quorum, of: answer.count), suite: .replicatedAES, seed: Seed(answer.seed))
        let run = try ReplicatedCeremonyRun(ceremony)
        #expect(ceremony.indices.map { run.shares[$0]?.hex } == answer.shares)
        #expect(try run.certified().commitments.map(\.hex) == answer.checkValues)
    }
}
