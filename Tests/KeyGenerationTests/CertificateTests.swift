import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A committee's certificate")
struct CertificateTests {
    private let ceremony: SampleCeremony
    private let shard: KeyShard

    init() throws {
        ceremony = try .repeatable(Threshold(quorum: 2, of: 3), seed: Seed(41))
        shard = try CeremonyRun<Ristretto255>(ceremony).certified()
    }

    private func isValid(
        _ shard: KeyShard, fleet: String = SampleCeremony.fleet, key: String? = nil, version: UInt32 = 1,
        suite: Suite = .ristrettoPRF, without missing: CustodianID? = nil
    ) -> Bool {
        do {
            try KeyCertificate.verify(
                shard, fleet: fleet, key: key.map { KeyID($0) } ?? ceremony.parameters.key,
                version: KeyVersionNumber(version), suite: suite
            ) { custodian in
                custodian == missing ? nil : ceremony.identities.first { $0.custodian == custodian }?.identityKey
            }
            return true
        } catch {
            return false
        }
    }

    private func changed(
        number: UInt32 = 1, threshold: Threshold? = nil, epoch: UInt32 = 1, committee: [CustodianID]? = nil,
        commitments: [[UInt8]]? = nil, transcript: [UInt8]? = nil, signatures: [[UInt8]]? = nil
    ) -> KeyShard {
        KeyShard(
            number: number, threshold: threshold ?? shard.threshold, epoch: Epoch(epoch),
            committee: committee ?? shard.committee, commitments: commitments ?? shard.commitments,
            certificate: CommitteeCertificate(
                transcript: transcript ?? shard.certificate.transcript,
                signatures: signatures ?? shard.certificate.signatures))
    }

    @Test("an honest certificate holds for its own key")
    func honest() {
        #expect(isValid(shard))
        #expect(isValid(changed()))
    }

    @Test("every field of the statement counts")
    func fields() throws {
        #expect(!isValid(shard, fleet: "other"))
        #expect(!isValid(shard, key: "11111111-2222-4333-8444-555555555556"))
        #expect(!isValid(shard, version: 2))
        #expect(!isValid(shard, suite: .frostEd25519))
        #expect(!isValid(changed(number: 2)))
        #expect(!isValid(changed(threshold: try Threshold(quorum: 2, of: 4))))
        #expect(!isValid(changed(epoch: 2)))
        #expect(!isValid(changed(committee: [1, 0, 2].map { shard.committee[$0] })))
        #expect(!isValid(changed(commitments: shard.commitments.reversed())))
        #expect(!isValid(changed(transcript: shard.certificate.transcript.flipping(bit: 0))))
    }

    @Test(
        "trap 3: more or fewer commitments than the quorum are refused, in the replica's copy of the check too",
        arguments: [0, 1, 3, 20])
    func commitmentCount(count: Int) throws {
        let commitments = (0..<count).map { shard.commitments[$0 % 2] }
        let error = #expect(throws: CeremonyError.self) {
            try KeyCertificate.verify(
                changed(commitments: commitments), fleet: SampleCeremony.fleet, key: ceremony.parameters.key,
                version: .first, suite: .ristrettoPRF
            ) { _ in nil }
        }
        #expect(error?.code == .badCommitments)
    }

    @Test("every member's signature is needed, in its place", arguments: 0..<3)
    func signatures(position: Int) {
        var signatures = shard.certificate.signatures
        signatures[position] = signatures[position].flipping(bit: 300)
        #expect(!isValid(changed(signatures: signatures)))
        signatures[position] = signatures[(position + 1) % 3]
        #expect(!isValid(changed(signatures: signatures)))
        signatures[position] = []
        #expect(!isValid(changed(signatures: signatures)))
        #expect(!isValid(shard, without: shard.committee[position]))
    }

    @Test("a certificate without members or with too few signatures is refused", arguments: [0, 1, 2, 4])
    func counts(count: Int) {
        let signatures = (0..<count).map { shard.certificate.signatures[$0 % 3] }
        #expect(!isValid(changed(signatures: signatures)))
        let committee = (0..<count).map { shard.committee[$0 % 3] }
        #expect(!isValid(changed(committee: committee)))
        #expect(!isValid(changed(committee: committee, signatures: signatures)))
    }

    @Test("a member whose signature of the certificate is wrong is named by the coordinator", arguments: 1...3)
    func culprit(member: Int) throws {
        let run = try CeremonyRun<Ristretto255>(ceremony) { delivery in
            guard delivery.round == 4, delivery.sender.value == member else { return delivery.message }
            return try ceremony.signed(
                delivery.message.body.flipping(bit: 8 * (delivery.message.body.count - 40)), by: delivery.sender)
        }
        let error = #expect(throws: CeremonyError.self) { try run.certified() }
        #expect(error?.code == .badSignature)
        #expect(error?.culprit?.value == member)
    }
}
