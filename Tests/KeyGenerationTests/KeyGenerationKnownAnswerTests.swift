import ByteCoding
import Crypto
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

/// Answers of `Scripts/known-answers/keygeneration.py`, which plays all members of a ceremony: no message, hash or
/// signature can change its format unnoticed.
@Suite("A key generation gives the answers of a second implementation")
struct KeyGenerationKnownAnswerTests {
    struct Answer: Decodable, Sendable {
        let suite: UInt8
        let quorum: Int
        let count: Int
        let seed: UInt64
        let parameters: String
        let session: String
        let firstAnnouncement: String
        let rounds: [String]
        let transcript: String
        let commitments: [String]
        let statement: String
        let shard: String
        let shares: [String]
        let secret: String
    }

    @Test("two of three over ristretto255")
    func ristretto255() throws {
        try run(Ristretto255.self, .ristrettoPRF)
    }

    @Test("three of four over edwards25519")
    func edwards25519() throws {
        try run(Edwards25519.self, .frostEd25519)
    }

    private func run<Group: PrimeOrderGroup>(_ group: Group.Type, _ suite: Suite) throws {
        let answers = try KnownAnswers.load("key-generation", as: [Answer].self)
        let answer = try #require(answers.first { $0.suite == suite.rawValue })
        let threshold = try Threshold(quorum: answer.quorum, of: answer.count)
        let ceremony = try SampleCeremony.repeatable(threshold, suite: suite, seed: Seed(answer.seed))
        #expect(ceremony.parameters.encoded.hex == answer.parameters)
        let run = try CeremonyRun<Group>(ceremony)
        #expect(run.rounds[0][0].encoded.hex == answer.firstAnnouncement)
        #expect(Forgery.session(of: run.rounds[1][0]).hex == answer.session)
        let digests = (run.rounds + [run.verdicts]).map { messages in
            Array(SHA256.hash(data: messages.flatMap(\.encoded))).hex
        }
        #expect(digests == answer.rounds)
        let shard = try run.certified()
        #expect(shard.certificate.transcript.hex == answer.transcript)
        #expect(shard.commitments.map(\.hex) == answer.commitments)
        #expect(shard.encoded.hex == answer.shard)
        let statement = KeyCertificate.statement(
            fleet: SampleCeremony.fleet, key: ceremony.parameters.key, version: .first, suite: suite, shard: shard)
        #expect(statement.hex == answer.statement)
        #expect(ceremony.indices.map { run.shares[$0]?.revealed.hex } == answer.shares)
    }
}
