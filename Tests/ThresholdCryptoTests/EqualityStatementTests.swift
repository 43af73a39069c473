import Groups
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Batched proofs of equality")
struct EqualityStatementTests {
    private typealias Point = Element<Ristretto255>
    private typealias Number = Scalar<Field25519>
    private typealias Statement = EqualityStatement<Ristretto255>

    private static let context = OPRFContext.rfc9497(mode: 1, identifier: "test")
    private static let key = Number(77)
    private static let bases = (1...4).map { Point(generatorTimes: Number(UInt64($0) * 1_000 + 7)) }

    private static func statement(
        context: OPRFContext = context, a: Point = .generator, b: Point? = nil, c: [Point], d: [Point]? = nil,
        batching: Statement.Batching = .rfc9497
    ) throws -> Statement {
        try Statement(
            context: context, a: a, b: b ?? Point(generatorTimes: key), c: c,
            d: (d ?? c.map { $0 * key }).map { SecretElement($0) },
            batching: batching)
    }

    private static func proof(of statement: Statement) -> EqualityProof<Ristretto255> {
        statement.prove(secret: SecretScalar(key), nonce: SecretScalar(Number(123)))
    }

    @Test("a batch of any size is proven", arguments: 1...4)
    func batches(count: Int) throws {
        let statement = try Self.statement(c: Array(Self.bases.prefix(count)))
        #expect(throws: Never.self) { try statement.verify(Self.proof(of: statement)) }
    }

    @Test("trap 11: an empty batch, or one of unequal lists, is refused")
    func emptyBatch() {
        for (c, d) in [
            ([], []), (Self.bases, []), ([], Self.bases), (Self.bases, Self.bases.dropLast()),
        ] as [([Point], [Point])] {
            let error = #expect(throws: ProofError.self) { try Self.statement(c: c, d: d) }
            #expect(error?.code == .emptyBatch)
        }
        let error = #expect(throws: ProofError.self) { try Self.statement(c: Self.bases, batching: .single) }
        #expect(error?.code == .emptyBatch)
    }

    @Test("one wrong result in a batch is found, wherever it stands", arguments: 0..<4)
    func oneWrong(position: Int) throws {
        var results = Self.bases.map { $0 * Self.key }
        results[position] = results[position] + .generator
        let statement = try Self.statement(c: Self.bases, d: results)
        #expect(throws: ProofError.self) { try statement.verify(Self.proof(of: statement)) }
    }

    @Test("two wrong results that cancel each other, or two that were exchanged, are found")
    func cancelling() throws {
        var results = Self.bases.map { $0 * Self.key }
        results[0] = results[0] + .generator
        results[1] = results[1] - .generator
        let cancelled = try Self.statement(c: Self.bases, d: results)
        #expect(throws: ProofError.self) { try cancelled.verify(Self.proof(of: cancelled)) }
        let swapped = try Self.statement(
            c: Self.bases, d: [1, 0, 2, 3].map { Self.bases[$0] * Self.key })
        #expect(throws: ProofError.self) { try swapped.verify(Self.proof(of: swapped)) }
    }

    @Test("trap 9: every part of the statement changes the challenge")
    func challenge() throws {
        let statement = try Self.statement(c: Self.bases)
        let proof = Self.proof(of: statement)
        let other = Point(generatorTimes: Number(5))
        let reordered = [1, 0, 2, 3].map { Self.bases[$0] }
        let statements = try [
            statement,
            Self.statement(context: .rfc9497(mode: 0, identifier: "test"), c: Self.bases),
            Self.statement(context: .rfc9497(mode: 1, identifier: "tesu"), c: Self.bases),
            Self.statement(b: other, c: Self.bases),
            Self.statement(c: reordered),
            Self.statement(c: [other] + Self.bases.dropFirst(), d: Self.bases.map { $0 * Self.key }),
            Self.statement(c: Self.bases, d: [other] + Self.bases.dropFirst().map { $0 * Self.key }),
            Self.statement(c: Array(Self.bases.dropLast())),
        ]
        var challenges = statements.map { $0.challenge(of: proof) }
        challenges.append(
            statement.challenge(of: EqualityProof(first: other, second: proof.second, response: proof.response)))
        challenges.append(
            statement.challenge(of: EqualityProof(first: proof.first, second: other, response: proof.response)))
        #expect(Set(challenges).count == challenges.count)
    }

    @Test("trap 9: a proof over one generator does not hold over another")
    func generator() throws {
        let statement = try Self.statement(c: Self.bases)
        let proof = Self.proof(of: statement)
        let doubled = Point.generator + .generator
        let other = try Self.statement(a: doubled, b: doubled * Self.key, c: Self.bases)
        #expect(throws: Never.self) { try other.verify(Self.proof(of: other)) }
        #expect(throws: ProofError.self) { try other.verify(proof) }
    }

    @Test("a single statement and a batch of one have proofs of their own")
    func single() throws {
        let single = try Self.statement(c: [Self.bases[0]], batching: .single)
        let batch = try Self.statement(c: [Self.bases[0]])
        #expect(throws: Never.self) { try single.verify(Self.proof(of: single)) }
        #expect(throws: ProofError.self) { try single.verify(Self.proof(of: batch)) }
        #expect(throws: ProofError.self) { try batch.verify(Self.proof(of: single)) }
    }
}
