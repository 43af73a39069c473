import AuditLog
import Custodian
import CustodianContract
import Groups
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

@Suite("A custodian's part in a key agreement")
struct AgreementTests {
    private static let peer = Element<Secp256r1>(generatorTimes: Scalar<FieldP256>(12_345))
    private static let agree = ShareUse.Action.agree(peer: peer.bytes)

    private let fleet: TestFleet
    private let key: KeyRecord

    init() async throws {
        fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        key = try await fleet.createKey(.p256, usage: .keyAgreement)
    }

    private func use(_ use: ShareUse, at index: Int = 1) async throws -> ShareResult {
        try await fleet.custodian(index).use(use, gateway: TestFleet.gateway)
    }

    private func expectRefusal(
        _ code: Refusal.Code, _ use: ShareUse, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        guard case .refused(let refusal) = try await self.use(use) else {
            Issue.record("it was not refused", sourceLocation: sourceLocation)
            return
        }
        #expect(refusal.code == code, sourceLocation: sourceLocation)
    }

    @Test("a key for key agreement on P-256 is under threshold custody, without material")
    func custody() {
        #expect(key.custody == .threshold && key.suite == .agreementP256 && key.current.material == nil)
    }

    @Test("every custodian's partial is its share's, and comes with a proof")
    func partials() async throws {
        let commitments = try FeldmanCommitments<Secp256r1>(
            decoding: key.current.shards[0].commitments, threshold: fleet.threshold)
        var partials: [ShareIndex: SecretElement<Secp256r1>] = [:]
        for index in ShareIndex.all(of: fleet.threshold) {
            guard case .agreement(let partial) = try await use(ShareUse(key, Self.agree), at: index.value) else {
                Issue.record("custodian \(index) gave no partial")
                continue
            }
            let element = try SecretElement<Secp256r1>(canonical: partial.element)
            let evaluation = AgreementEvaluation(
                peer: Self.peer, key: key.id, version: .first, shard: 1, epoch: .first, prover: index)
            try evaluation.verify(
                EqualityProof(
                    first: partial.proof.first, second: partial.proof.second, response: partial.proof.response),
                of: element, publicShare: commitments.publicShare(of: index))
            partials[index] = element
        }
        let secret = try ThresholdAgreement.sharedSecret(of: partials, threshold: fleet.threshold).revealed()
        #expect(secret == Array((commitments.constant * Scalar<FieldP256>(12_345)).bytes.dropFirst()))
    }

    @Test("trap 27: only a key for key agreement agrees, and it does nothing else, whatever suite is claimed")
    func usage() async throws {
        let others = [
            try await fleet.createKey(.symmetricDefault, id: "encrypting"),
            try await fleet.createKey(.ed25519, id: "signing"),
            try await fleet.createKey(.hmac256, id: "authenticating"),
            try await fleet.createKey(.p256, usage: .keyAgreement, custody: .quorum, id: "whole"),
        ]
        let evaluate = ShareUse.Action.evaluatePRF(
            contextDigest: [UInt8](repeating: 3, count: 32), alpha: [UInt8](repeating: 4, count: 32), withProof: true)
        for suite in Suite.allCases {
            for other in others { try await expectRefusal(.forbidden, ShareUse(other, suite: suite, Self.agree)) }
            try await expectRefusal(.forbidden, ShareUse(key, suite: suite, evaluate))
            try await expectRefusal(.forbidden, ShareUse(key, suite: suite, .commitNonces(.ed25519, count: 1)))
            try await expectRefusal(
                .forbidden, ShareUse(key, suite: suite, .perform(.agree(publicKey: Self.peer.bytes))))
        }
    }

    @Test("trap 18: a peer that is no point, or the identity, is refused")
    func badPeers() async throws {
        let point = Self.peer.bytes
        let wrong = [
            [], Array(point.dropLast()), point + [0], [UInt8](repeating: 0, count: 33), [4] + point.dropFirst(),
            [UInt8](repeating: 0xff, count: 33),
        ]
        for peer in wrong { try await expectRefusal(.malformed, ShareUse(key, .agree(peer: peer))) }
    }

    @Test("trap 30: another epoch, or a key that is not enabled, is refused; every use is on record")
    func statesAndRecords() async throws {
        let audit = fleet.seat(1).audit
        let before = audit.records.count
        _ = try await use(ShareUse(key, Self.agree))
        try await expectRefusal(.wrongEpoch, ShareUse(key, epoch: Epoch(2), Self.agree))
        try await fleet.change(key.id, .disable)
        try await expectRefusal(.forbidden, ShareUse(key, Self.agree))
        let records = audit.records.dropFirst(before).filter { $0.name == "AgreeShare" }
        #expect(records.map(\.errorCode) == [nil, "wrongEpoch", "forbidden"])
        audit.setFull(true)
        try await fleet.change(key.id, .enable)
        try await expectRefusal(.unavailable, ShareUse(key, Self.agree))
    }
}
