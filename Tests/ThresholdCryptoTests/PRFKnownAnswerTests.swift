import ByteCoding
import Groups
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

/// Answers of `Scripts/known-answers/prf.py`: from the shares of a key to a ciphertext.
struct PRFAnswers: Decodable {
    let coefficients: [String]
    let context: [[String]]
    let encodedContext: String
    let contextDigest: String
    let rho: String
    let nonce: String
    let plaintext: String
    let alpha: String
    let input: String
    let keyARN: String
    let key: String
    let base: String
    let shares: [String]
    let partials: [String]
    /// Randomness, first, second, response.
    let proofs: [[String]]
    let w: String
    let ciphertext: String

    var encryptionContext: EncryptionContext {
        EncryptionContext(context.map { (key: $0[0], value: $0[1]) })
    }

    func sharing() throws -> SampleSharing<Ristretto255> {
        try SampleSharing(
            Threshold(quorum: 3, of: 5), coefficients: coefficients.map { try Scalar(canonical: Array(hex: $0)) })
    }

    func prfInput() throws -> PRFInput {
        try PRFInput(
            key: KeyID(key), version: .first, contextDigest: Array(hex: contextDigest), alpha: Array(hex: alpha))
    }
}

@Suite("The distributed PRF gives the answers of a second implementation")
struct PRFKnownAnswerTests {
    private let answers: PRFAnswers

    init() throws {
        answers = try KnownAnswers.load("prf")
    }

    @Test("the encryption context and the PRF's input")
    func input() throws {
        #expect(answers.encryptionContext.encoded.hex == answers.encodedContext)
        #expect(answers.encryptionContext.digest.hex == answers.contextDigest)
        #expect(try answers.prfInput().encoded.hex == answers.input)
        #expect(try DistributedPRF<Ristretto255>.base(of: answers.prfInput().encoded).bytes.hex == answers.base)
    }

    @Test("every custodian's partial and its proof", arguments: 1...5)
    func partials(index: Int) throws {
        let index = try ShareIndex(index)
        let sharing = try answers.sharing()
        let share = sharing.share(index)
        #expect(share.revealed.hex == answers.shares[index.value - 1])
        let evaluation = try PRFEvaluation<Ristretto255>(
            input: answers.prfInput(), shard: 1, epoch: .first, prover: index)
        let partial = try evaluation.partial(share: share.scalar)
        #expect(partial.bytes.hex == answers.partials[index.value - 1])
        let answer = answers.proofs[index.value - 1]
        let proof = try evaluation.prove(
            partial, share: share.scalar, random: FixedRandom(Array(hex: answer[0])))
        #expect([proof.first, proof.second].map(\.bytes.hex) == [answer[1], answer[2]])
        #expect(proof.response.bytes.hex == answer[3])
        #expect(throws: Never.self) {
            try evaluation.verify(proof, of: partial, publicShare: sharing.publicShare(index))
        }
    }

    @Test("the output of every quorum")
    func output() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let partials = try answers.partials.map { try SecretElement<Ristretto255>(canonical: Array(hex: $0)) }
        for quorum in threshold.quorums {
            let chosen = Dictionary(uniqueKeysWithValues: quorum.map { ($0, partials[$0.value - 1]) })
            let w = try DistributedPRF.combine(chosen, input: Array(hex: answers.input), threshold: threshold)
            #expect(w.revealed().hex == answers.w)
        }
    }

    @Test("the ciphertext, made and opened")
    func envelope() throws {
        let plaintext = SecretBytes(copying: try [UInt8](hex: answers.plaintext))
        let w = SecretBytes(copying: try [UInt8](hex: answers.w))
        let sealing = EnvelopeSealing(
            plaintext: plaintext, keyARN: answers.keyARN, version: .first, context: answers.encryptionContext,
            random: FixedRandom(try Array(hex: answers.rho)))
        #expect(sealing.alpha.hex == answers.alpha)
        let envelope = try sealing.seal(plaintext, under: w, random: FixedRandom(Array(hex: answers.nonce)))
        #expect(envelope.encoded.hex == answers.ciphertext)
        let decoded = try Envelope(decoding: Array(hex: answers.ciphertext))
        #expect(decoded == envelope)
        #expect(try decoded.open(under: w, context: answers.encryptionContext).revealed().hex == answers.plaintext)
    }
}
