import Crypto
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Distributed key generation")
struct KeyGenerationTests {
    static let thresholds = [(2, 2), (2, 3), (3, 3), (3, 5), (4, 7), (10, 10), (7, 12), (13, 20)].compactMap {
        try? Threshold(quorum: $0.0, of: $0.1)
    }

    @Test("PRF keys: every member has a share, and the shares are those of k * P", arguments: thresholds)
    func prf(threshold: Threshold) throws {
        let run = try CeremonyRun<Ristretto255>(try .repeatable(threshold, suite: .ristrettoPRF, seed: Seed(1)))
        let shard = try checked(run, suite: .ristrettoPRF)
        let quorum = Array(run.ceremony.indices.suffix(threshold.quorum))
        let input: [UInt8] = [1, 2, 3]
        let base = try DistributedPRF<Ristretto255>.base(of: input)
        var partials: [ShareIndex: SecretElement<Ristretto255>] = [:]
        for index in quorum { partials[index] = SecretElement(base, times: (try #require(run.shares[index])).scalar) }
        let w = try DistributedPRF.combine(partials, input: input, threshold: threshold)
        let whole = DistributedPRF.finalize(
            input: input, element: SecretElement(base, times: (try secret(run, of: quorum)).scalar))
        let isWhole = w.isEqual(to: whole)
        #expect(isWhole)
        #expect(shard.publicKey.count == 32)
    }

    @Test("signing keys: every member has a share of the key whose public half is certified", arguments: thresholds)
    func signing(threshold: Threshold) throws {
        let run = try CeremonyRun<Edwards25519>(try .repeatable(threshold, suite: .frostEd25519, seed: Seed(2)))
        let shard = try checked(run, suite: .frostEd25519)
        // The non-threshold operation: a Schnorr signature by the whole secret verifies under the certified key.
        let secret = try secret(run, of: Array(run.ceremony.indices.prefix(threshold.quorum)))
        let nonce = SecretScalar<Field25519>(Scalar(12_345))
        let commitment = Element<Edwards25519>(generatorTimes: nonce)
        let challenge = FROSTEd25519.h2(commitment: commitment.bytes, publicKey: shard.publicKey, message: [9])
        let z = nonce.adding(secret.scalar.multiplied(by: challenge)).published()
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: shard.publicKey)
        #expect(key.isValidSignature(commitment.bytes + z.bytes, for: [9]))
    }

    @Test("enrolled custodians, whose shares travel by HPKE, make a key", arguments: [(2, 2), (3, 5), (13, 20)])
    func enrolled(quorum: Int, count: Int) throws {
        let threshold = try Threshold(quorum: quorum, of: count)
        _ = try checked(
            CeremonyRun<Edwards25519>(.enrolled(threshold, suite: .frostEd25519)), suite: .frostEd25519)
        _ = try checked(
            CeremonyRun<Ristretto255>(.enrolled(threshold, suite: .ristrettoPRF)), suite: .ristrettoPRF)
    }

    @Test("every quorum of up to six has the same secret", arguments: Threshold.all(upTo: 6))
    func everyQuorum(threshold: Threshold) throws {
        let run = try CeremonyRun<Ristretto255>(try .repeatable(threshold, seed: Seed(3)))
        let publicKey = try Element<Ristretto255>(canonical: run.certified().publicKey)
        for quorum in threshold.quorums {
            #expect(Element(generatorTimes: try secret(run, of: quorum).scalar) == publicKey, "\(quorum)")
        }
    }

    @Test("other randomness of any one member makes another key")
    func everyMemberCounts() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let keys = try (0..<4).map { try CeremonyRun<Ristretto255>(.repeatable(threshold, seed: Seed($0))).certified() }
        #expect(Set(keys.map(\.publicKey)).count == 4)
        #expect(Set(keys.map(\.certificate.transcript)).count == 4)
    }

    /// What every good ceremony must hold.
    private func checked<Group: PrimeOrderGroup>(_ run: CeremonyRun<Group>, suite: Suite) throws -> KeyShard {
        let parameters = run.ceremony.parameters
        let shard = try run.certified()
        #expect(try !run.record().hasComplaints(run.verdicts))
        #expect(shard.threshold == parameters.threshold && shard.epoch == .first)
        #expect(shard.committee == parameters.members.map(\.custodian))
        #expect(shard.commitments.count == parameters.threshold.quorum)
        #expect(throws: Never.self) {
            try KeyCertificate.verify(
                shard, fleet: parameters.fleet, key: parameters.key, version: parameters.version, suite: suite
            ) { custodian in parameters.members.first { $0.custodian == custodian }?.identityKey }
        }
        let commitments = try FeldmanCommitments<Group>(
            decoding: shard.commitments, threshold: parameters.threshold)
        #expect(run.shares.count == parameters.threshold.count)
        for (index, share) in run.shares {
            #expect(throws: Never.self) { try commitments.verify(share.scalar, at: index) }
            #expect(run.shards[index]?.commitments == shard.commitments)
            #expect(run.shards[index]?.certificate.transcript == shard.certificate.transcript)
        }
        return shard
    }

    private func secret<Group: PrimeOrderGroup>(
        _ run: CeremonyRun<Group>, of quorum: [ShareIndex]
    ) throws -> SecretSharing.SharedSecret<Group.Field> {
        SecretSharing.SharedSecret(
            try Interpolation.reconstruct(
                quorum.map { (index: $0, share: try #require(run.shares[$0])) },
                threshold: run.ceremony.parameters.threshold))
    }
}
