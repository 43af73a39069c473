import Crypto
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Distributed key generation over P-256: the secrets of keys under quorum custody")
struct QuorumKeyGenerationTests {
    private typealias Run = CeremonyRun<Secp256r1>

    private func secret(_ run: Run, of quorum: [ShareIndex]) throws -> SecretSharing.SharedSecret<FieldP256> {
        SecretSharing.SharedSecret(
            try Interpolation.reconstruct(
                quorum.map { (index: $0, share: try #require(run.shares[$0])) },
                threshold: run.ceremony.parameters.threshold))
    }

    @Test(
        "every member has a share of the certified key, whose secret is CryptoKit's too",
        arguments: KeyGenerationTests.thresholds)
    func generation(threshold: Threshold) throws {
        let run = try Run(.repeatable(threshold, suite: .quorumP256, seed: Seed(5)))
        let shard = try run.certified()
        #expect(try !run.record().hasComplaints(run.verdicts))
        #expect(shard.commitments.count == threshold.quorum && shard.publicKey.count == 33)
        let commitments = try FeldmanCommitments<Secp256r1>(decoding: shard.commitments, threshold: threshold)
        #expect(run.shares.count == threshold.count)
        for (index, share) in run.shares {
            #expect(throws: Never.self) { try commitments.verify(share.scalar, at: index) }
        }
        // Another implementation has the same public half of the rebuilt secret.
        let whole = try secret(run, of: Array(run.ceremony.indices.suffix(threshold.quorum)))
        let bytes = unsafe whole.scalar.withUnsafeBytes { unsafe Array($0) }
        let other = try P256.KeyAgreement.PrivateKey(rawRepresentation: bytes)
        #expect(Array(other.publicKey.compressedRepresentation) == shard.publicKey)
    }

    @Test("enrolled custodians, whose shares travel by HPKE, make a key", arguments: [(2, 2), (3, 5)])
    func enrolled(quorum: Int, count: Int) throws {
        let run = try Run(.enrolled(Threshold(quorum: quorum, of: count), suite: .quorumP256))
        #expect(throws: Never.self) { try run.certified() }
    }

    @Test("every quorum of up to six has the same secret", arguments: Threshold.all(upTo: 6))
    func everyQuorum(threshold: Threshold) throws {
        let run = try Run(.repeatable(threshold, suite: .quorumP256, seed: Seed(6)))
        let publicKey = try Element<Secp256r1>(canonical: run.certified().publicKey)
        for quorum in threshold.quorums {
            #expect(Element(generatorTimes: try secret(run, of: quorum).scalar) == publicKey, "\(quorum)")
        }
    }

    @Test("other randomness of any run makes another key")
    func fresh() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let keys = try (0..<4).map {
            try Run(.repeatable(threshold, suite: .quorumP256, seed: Seed($0))).certified().publicKey
        }
        #expect(Set(keys).count == 4)
    }

    @Test("trap 12: a bit changed on the way is refused, and its sender named", arguments: 1...3, Seed.first(12))
    func changedOnTheWay(round: Int, seed: Seed) throws {
        let random = SeededRandom(seed.value, stream: "p256 mutation \(round)")
        let sender = try ShareIndex(random.number(in: 1..<4))
        let recipient = try ShareIndex(random.number(in: 1..<4))
        let ceremony = try SampleCeremony.repeatable(
            Threshold(quorum: 2, of: 3), suite: .quorumP256, seed: seed)
        let error = #expect(throws: CeremonyError.self) {
            _ = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == sender, delivery.recipient == recipient else {
                    return delivery.message
                }
                let bytes = delivery.message.body + delivery.message.signature
                let changed = bytes.flipping(bit: random.number(in: 0..<8 * bytes.count))
                return SignedMessage(body: Array(changed.dropLast(64)), signature: Array(changed.suffix(64)))
            }
        }
        #expect(error?.code == .badSignature && error?.culprit == sender)
    }

    @Test("trap 12: a sender that changes a bit and signs it is named by all", arguments: 2...4, Seed.first(24))
    func changedBySender(round: Int, seed: Seed) throws {
        let random = SeededRandom(seed.value, stream: "p256 malicious \(round)")
        let sender = try ShareIndex(random.number(in: 1..<4))
        let draw = random.number(in: 0..<1 << 30)
        let ceremony = try SampleCeremony.repeatable(
            Threshold(quorum: 2, of: 3), suite: .quorumP256, seed: seed)
        var bit = 0
        do {
            let run = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == sender else { return delivery.message }
                bit = draw % (8 * delivery.message.body.count)
                return try ceremony.signed(delivery.message.body.flipping(bit: bit), by: sender)
            }
            guard try run.record().hasComplaints(run.verdicts) else {
                _ = try run.certified()
                Issue.record("round \(round), bit \(bit) is not checked by anybody")
                return
            }
            for judge in ceremony.indices where judge != sender {
                #expect(try run.culprits(judge: judge) == [sender], "round \(round), bit \(bit)")
            }
        } catch let error as CeremonyError {
            #expect(error.culprit == sender, "round \(round), bit \(bit)")
        }
    }

    @Test("trap 18: a commitment that is no point of the curve, or the identity, is refused")
    func badCommitments() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let shard = try Run(.repeatable(threshold, suite: .quorumP256, seed: Seed(8))).certified()
        let point = shard.publicKey
        let bads: [[UInt8]] = [
            [UInt8](repeating: 0, count: 33), [0], [], [UInt8](repeating: 0xff, count: 33),
            [4] + Array(point.dropFirst()), point + [0], Array(point.dropLast()),
            [2] + [UInt8](repeating: 0xff, count: 32),
        ]
        for bad in bads {
            #expect(throws: SharingError.self, "\(bad)") {
                try FeldmanCommitments<Secp256r1>(decoding: [bad, shard.commitments[1]], threshold: threshold)
            }
        }
        // The same point in the other sign is another key, and no share fits it.
        let run = try Run(.repeatable(threshold, suite: .quorumP256, seed: Seed(8)))
        let mirrored = try FeldmanCommitments<Secp256r1>(
            decoding: [[point[0] ^ 1] + Array(point.dropFirst()), shard.commitments[1]], threshold: threshold)
        for (index, share) in run.shares {
            #expect(throws: SharingError.self) { try mirrored.verify(share.scalar, at: index) }
        }
    }
}
