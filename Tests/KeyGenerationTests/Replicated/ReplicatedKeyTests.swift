import ByteCoding
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A generation of replicated keys")
struct ReplicatedKeyTests {
    private static func ceremony(_ threshold: Threshold, seed: Seed = Seed(0)) throws -> SampleCeremony {
        try .repeatable(threshold, suite: .replicatedAES, seed: seed)
    }

    private static let thresholds = Threshold.all(upTo: 7).filter { $0.count > $0.quorum }

    @Test("all holders of a subset have one key, and no two subsets have the same", arguments: thresholds)
    func agreement(threshold: Threshold) throws {
        let run = try ReplicatedCeremonyRun(Self.ceremony(threshold))
        let subsets = try ReplicatedSubsets(threshold)
        var keys: [Int: Set<[UInt8]>] = [:]
        for index in ShareIndex.all(of: threshold) {
            let share = try #require(run.shares[index])
            #expect(share.count == Suite.replicatedAES.shareSize(threshold))
            for (position, subset) in subsets.held(by: index).enumerated() {
                keys[subset, default: []].insert(Array(share[position * 32..<(position + 1) * 32]))
            }
        }
        #expect(keys.count == subsets.all.count && keys.values.allSatisfy { $0.count == 1 })
        #expect(Set(keys.values.flatMap { $0 }).count == subsets.all.count)
        let shard = try run.certified()
        #expect(shard.commitments.count == subsets.all.count && Set(shard.commitments).count == subsets.all.count)
    }

    @Test("the certificate is for this suite and these check values only")
    func certificate() throws {
        let ceremony = try Self.ceremony(Threshold(quorum: 2, of: 3))
        let shard = try ReplicatedCeremonyRun(ceremony).certified()
        let keys = Dictionary(uniqueKeysWithValues: ceremony.parameters.members.map { ($0.custodian, $0.identityKey) })
        func verify(_ commitments: [[UInt8]], _ suite: Suite = .replicatedAES) throws(CeremonyError) {
            let changed = KeyShard(
                number: shard.number, threshold: shard.threshold, epoch: shard.epoch, committee: shard.committee,
                commitments: commitments, certificate: shard.certificate)
            try KeyCertificate.verify(
                changed, fleet: SampleCeremony.fleet, key: ceremony.parameters.key, version: .first, suite: suite
            ) { keys[$0] }
        }
        try verify(shard.commitments)
        #expect(throws: CeremonyError.self) { try verify(shard.commitments.reversed()) }
        #expect(throws: CeremonyError(.badCommitments, "")) { try verify(Array(shard.commitments.dropLast())) }
        #expect(throws: CeremonyError(.badCommitments, "")) { try verify(shard.commitments, .ristrettoPRF) }
    }

    @Test(
        "committees with too many subsets, or whose answers nothing could check, are refused",
        arguments: [(4, 20), (3, 3)])
    func impossible(quorum: Int, count: Int) throws {
        #expect(throws: CeremonyError(.badParameters, "")) { try Self.ceremony(Threshold(quorum: quorum, of: count)) }
    }

    @Test("the largest committee's messages can be read again", arguments: [(3, 20), (6, 10)])
    func largest(quorum: Int, count: Int) throws {
        let run = try ReplicatedCeremonyRun(Self.ceremony(Threshold(quorum: quorum, of: count)))
        for message in run.rounds.flatMap({ $0 }) { #expect(try SignedMessage(decoding: message.encoded) == message) }
        #expect(
            try run.certified().commitments.count
                == Suite.replicatedAES.commitmentCount(run.ceremony.parameters.threshold))
    }
}
