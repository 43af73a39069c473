import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

/// Answers of `Scripts/known-answers/agreement.py`.
private struct AgreementAnswers: Decodable {
    let coefficients: [String]
    let key: String
    let peer: String
    let partials: [String]
    /// Randomness, first, second, response.
    let proofs: [[String]]
    let secret: String
}

@Suite("Key agreement gives the answers of a second implementation")
struct AgreementKnownAnswerTests {
    @Test("partials, proofs and the shared secret")
    func answers() throws {
        let answers: AgreementAnswers = try KnownAnswers.load("agreement")
        let threshold = try Threshold(quorum: 3, of: 5)
        let sharing = try SampleSharing<Secp256r1>(
            threshold, coefficients: answers.coefficients.map { try Scalar(canonical: Array(hex: $0)) })
        let peer = try Element<Secp256r1>(canonical: Array(hex: answers.peer))
        var partials: [ShareIndex: SecretElement<Secp256r1>] = [:]
        for (index, (partial, proof)) in zip(ShareIndex.all(of: threshold), zip(answers.partials, answers.proofs)) {
            let evaluation = AgreementEvaluation(
                peer: peer, key: KeyID(answers.key), version: .first, shard: 1, epoch: .first, prover: index)
            let share = sharing.share(index)
            let element = evaluation.partial(share: share.scalar)
            #expect(element.revealed.hex == partial)
            let own = try evaluation.prove(
                element, share: share.scalar, random: FixedRandom(Array(hex: proof[0])))
            #expect([own.first.bytes.hex, own.second.bytes.hex, own.response.bytes.hex] == Array(proof[1...]))
            partials[index] = element
        }
        let secret = try ThresholdAgreement.sharedSecret(of: partials, threshold: threshold).revealed()
        #expect(secret.hex == answers.secret)
    }
}
