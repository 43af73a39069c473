import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("The key generation's arithmetic is that of the Zcash Foundation's vectors", .needsSharedVectors)
struct ZcashVectorTests {
    struct Vectors: Decodable {
        struct Configuration: Decodable {
            let MAX_PARTICIPANTS: Int
            let MIN_PARTICIPANTS: Int
        }
        struct Member: Decodable {
            let signing_key: String
            let coefficient: String
            let vss_commitments: [String]
            let proof_of_knowledge: String
            /// What the member received, by dealer.
            let signing_shares: [String: String]
            let verifying_share: String
            let signing_share: String
        }
        struct Inputs: Decodable {
            let verifying_key: String
            let one: Member
            let two: Member
            let three: Member

            enum CodingKeys: String, CodingKey {
                case verifying_key
                case one = "1"
                case two = "2"
                case three = "3"
            }

            var members: [Member] { [one, two, three] }
        }
        let config: Configuration
        let inputs: Inputs
    }

    @Test("the vectors over edwards25519")
    func edwards25519() throws {
        try run(Edwards25519.self, "frost-zf/ed25519/vectors_dkg.json", context: "FROST-ED25519-SHA512-v1")
    }

    @Test("the vectors over ristretto255")
    func ristretto255() throws {
        try run(Ristretto255.self, "frost-zf/ristretto255/vectors_dkg.json", context: "FROST-RISTRETTO255-SHA512-v1")
    }

    private func run<Group: PrimeOrderGroup>(_ group: Group.Type, _ file: String, context: String) throws {
        let vectors = try SharedVectors.load(file, as: Vectors.self)
        let threshold = try Threshold(quorum: vectors.config.MIN_PARTICIPANTS, of: vectors.config.MAX_PARTICIPANTS)
        let members = vectors.inputs.members
        var dealers: [FeldmanCommitments<Group>] = []
        for (index, member) in zip(ShareIndex.all(of: threshold), members) {
            let polynomial = try Self.polynomial(member, in: Group.self)
            let elements = polynomial.committed(in: Group.self)
            #expect(elements.map(\.bytes.hex) == member.vss_commitments)
            let commitments = try FeldmanCommitments<Group>(
                decoding: member.vss_commitments.map { try Array(hex: $0) }, threshold: threshold)
            dealers.append(commitments)
            let challenge = Self.challenge(context, index, commitments.constant)
            try Self.proof(member).verify(statement: commitments.constant, challenge: challenge)
            let other = Self.challenge(context, try ShareIndex(index.value % 3 + 1), commitments.constant)
            #expect(throws: ProofError.self) {
                try Self.proof(member).verify(statement: commitments.constant, challenge: other)
            }
        }
        let joint = try FeldmanCommitments.joint(of: dealers, threshold: threshold)
        #expect(joint.constant.bytes.hex == vectors.inputs.verifying_key)
        for (index, member) in zip(ShareIndex.all(of: threshold), members) {
            var sum = SharedSecret(SecretScalar<Group.Field>(Scalar.zero))
            for (number, (dealer, commitments)) in zip(1..., zip(members, dealers)) {
                let share = SharedSecret(try Self.polynomial(dealer, in: Group.self).share(at: index))
                try commitments.verify(share.scalar, at: index)
                if number != index.value { #expect(share.revealed.hex == member.signing_shares["\(number)"]) }
                sum = SharedSecret(sum.scalar.adding(share.scalar))
            }
            #expect(sum.revealed.hex == member.signing_share)
            #expect(joint.publicShare(of: index).bytes.hex == member.verifying_share)
        }
    }

    private static func polynomial<Group: PrimeOrderGroup>(
        _ member: Vectors.Member, in group: Group.Type
    ) throws -> SecretPolynomial<Group.Field> {
        SecretPolynomial(
            coefficients: try [member.signing_key, member.coefficient].map { try Scalar(canonical: Array(hex: $0)) })
    }

    private static func proof<Group: PrimeOrderGroup>(_ member: Vectors.Member) throws -> ProofOfKnowledge<Group> {
        let bytes = try [UInt8](hex: member.proof_of_knowledge)
        return ProofOfKnowledge(
            commitment: try Element(canonical: bytes[..<32]), response: try Scalar(canonical: bytes[32...]))
    }

    /// HDKG of the Zcash implementation: H(context || "dkg" || identifier || verifying key || R).
    private static func challenge<Group: PrimeOrderGroup>(
        _ context: String, _ index: ShareIndex, _ key: Element<Group>
    ) -> (Element<Group>) -> Scalar<Group.Field> {
        { commitment in
            let message =
                Array("\(context)dkg".utf8) + index.scalar(in: Group.Field.self).bytes + key.bytes + commitment.bytes
            return ZcashHash.scalar(message)
        }
    }
}
