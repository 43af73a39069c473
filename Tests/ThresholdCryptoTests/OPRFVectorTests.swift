import Groups
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("The PRF's hashes and proofs are those of RFC 9497", .needsSharedVectors)
struct OPRFVectorTests {
    struct Vectors: Decodable {
        struct Proof: Decodable {
            let proof: String
            let r: String
        }
        struct Case: Decodable {
            let Batch: Int
            let Blind: String
            let BlindedElement: String
            let EvaluationElement: String
            let Input: String
            let Output: String
            let Proof: Proof?
        }
        let groupDST: String
        let identifier: String
        let mode: UInt8
        let pkSm: String?
        let skSm: String
        let vectors: [Case]
    }

    private typealias Point = Element<Ristretto255>
    private typealias Number = Scalar<Field25519>

    /// The comma-separated fields of a batch.
    private static func fields(_ text: String) throws -> [[UInt8]] {
        try text.split(separator: ",").map { try [UInt8](hex: String($0)) }
    }

    private static func suite(mode: UInt8) throws -> Vectors {
        let all = try SharedVectors.load("voprf-rfc9497/allVectors.json", as: [Vectors].self)
        return try #require(all.first { $0.identifier == "ristretto255-SHA512" && $0.mode == mode })
    }

    @Test("modes OPRF and VOPRF: blinding, evaluation and output", arguments: [UInt8(0), 1])
    func evaluation(mode: UInt8) throws {
        let suite = try Self.suite(mode: mode)
        let context = OPRFContext.rfc9497(mode: mode, identifier: suite.identifier)
        #expect((Array("HashToGroup-".utf8) + context.string).hex == suite.groupDST)
        let key = try Number(canonical: Array(hex: suite.skSm))
        for vector in suite.vectors {
            let inputs = try Self.fields(vector.Input)
            #expect(inputs.count == vector.Batch)
            for (position, input) in inputs.enumerated() {
                let blind = try Number(canonical: Self.fields(vector.Blind)[position])
                let blinded = try context.hashToGroup(input, in: Ristretto255.self) * blind
                #expect(blinded.bytes == (try Self.fields(vector.BlindedElement)[position]))
                let evaluated = DistributedPRF<Ristretto255>.partial(blinded, share: SecretScalar(key))
                #expect(evaluated.revealed == (try Self.fields(vector.EvaluationElement)[position]))
                let output = DistributedPRF<Ristretto255>.finalize(
                    input: input, element: SecretElement(sumOf: [(try blind.inverted(), evaluated)]))
                #expect(output.revealed() == (try Self.fields(vector.Output)[position]))
            }
        }
    }

    @Test("mode VOPRF: proofs, also of a batch of two")
    func proofs() throws {
        let suite = try Self.suite(mode: 1)
        let key = try Number(canonical: Array(hex: suite.skSm))
        let publicKey = Point(generatorTimes: key)
        #expect(publicKey.bytes.hex == suite.pkSm)
        #expect(suite.vectors.map(\.Batch) == [1, 1, 2])
        for vector in suite.vectors {
            let statement = try EqualityStatement<Ristretto255>(
                context: .rfc9497(mode: 1, identifier: suite.identifier), b: publicKey,
                c: Self.fields(vector.BlindedElement).map { try Point(canonical: $0) },
                d: Self.fields(vector.EvaluationElement).map { try SecretElement(canonical: $0) }, batching: .rfc9497)
            let expected = try #require(vector.Proof)
            let nonce = SecretScalar(try Number(canonical: Array(hex: expected.r)))
            let proof = statement.prove(secret: SecretScalar(key), nonce: nonce)
            #expect((statement.challenge(of: proof).bytes + proof.response.bytes).hex == expected.proof)
            #expect(throws: Never.self) { try statement.verify(proof) }
        }
    }

    @Test("a proof in the RFC's form (c, s) verifies from its parts, and not with another response")
    func recomputed() throws {
        let suite = try Self.suite(mode: 1)
        let vector = suite.vectors[2]
        let publicKey = try Point(canonical: Array(hex: #require(suite.pkSm)))
        let proofBytes = try [UInt8](hex: #require(vector.Proof).proof)
        let nonce = try Number(canonical: Array(hex: #require(vector.Proof).r))
        let (c, s) = try (
            Number(canonical: Array(proofBytes[..<32])), Number(canonical: Array(proofBytes[32...]))
        )
        let statement = try EqualityStatement<Ristretto255>(
            context: .rfc9497(mode: 1, identifier: suite.identifier), b: publicKey,
            c: Self.fields(vector.BlindedElement).map { try Point(canonical: $0) },
            d: Self.fields(vector.EvaluationElement).map { try SecretElement(canonical: $0) }, batching: .rfc9497)
        let first = Point(generatorTimes: s) + publicKey * c
        #expect(first == Point(generatorTimes: nonce))
        let reference = statement.prove(
            secret: SecretScalar(try Number(canonical: Array(hex: suite.skSm))), nonce: SecretScalar(nonce))
        #expect(reference.first == first && reference.response == s)
        let wrong = EqualityProof<Ristretto255>(first: first, second: reference.second, response: s + .one)
        #expect(throws: ProofError.self) { try statement.verify(wrong) }
    }
}
