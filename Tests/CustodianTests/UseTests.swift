import AuditLog
import Custodian
import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing
import ThresholdCrypto

@Suite("What a custodian does with a share, and what it refuses")
struct UseTests {
    private static let digest = [UInt8](repeating: 3, count: 32)
    private static let alpha = [UInt8](repeating: 4, count: 32)
    private static let evaluate = ShareUse.Action.evaluatePRF(contextDigest: digest, alpha: alpha, withProof: true)

    private func fleet() async throws -> TestFleet {
        try await TestFleet(Threshold(quorum: 2, of: 3))
    }

    private func use(_ fleet: TestFleet, at index: Int = 1, _ use: ShareUse) async throws -> ShareResult {
        try await fleet.custodian(index).use(use, gateway: TestFleet.gateway)
    }

    private func expectRefusal(
        _ code: Refusal.Code, _ result: ShareResult, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .refused(let refusal) = result else {
            Issue.record("it was not refused", sourceLocation: sourceLocation)
            return
        }
        #expect(refusal.code == code, sourceLocation: sourceLocation)
    }

    @Test("every custodian's partial is its share's, with a proof where one is asked for")
    func partials() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let commitments = try FeldmanCommitments<Ristretto255>(
            decoding: key.current.shards[0].commitments, threshold: fleet.threshold)
        let input = try PRFInput(key: key.id, version: .first, contextDigest: Self.digest, alpha: Self.alpha)
        for index in ShareIndex.all(of: fleet.threshold) {
            guard case .partial(let partial) = try await use(fleet, at: index.value, ShareUse(key, Self.evaluate))
            else {
                Issue.record("custodian \(index) gave no partial")
                continue
            }
            let fields = try #require(partial.proof)
            let evaluation = try PRFEvaluation<Ristretto255>(input: input, shard: 1, epoch: .first, prover: index)
            try evaluation.verify(
                EqualityProof(first: fields.first, second: fields.second, response: fields.response),
                of: [SecretElement(canonical: partial.element)], publicShare: commitments.publicShare(of: index))
            let bare = ShareUse.Action.evaluatePRF(contextDigest: Self.digest, alpha: Self.alpha, withProof: false)
            let again = try await use(fleet, at: index.value, ShareUse(key, bare))
            #expect(again == .partial(PRFPartial(epoch: .first, element: partial.element, proof: nil)))
        }
    }

    @Test("the evaluations of a message for one share have one proof; refusals among them and other shares are apart")
    func batch() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault, id: "one")
        let other = try await fleet.createKey(.symmetricDefault, id: "two")
        let alphas = (UInt8(1)...3).map { [UInt8](repeating: $0, count: 32) }
        var uses = alphas.map {
            ShareUse(key, .evaluatePRF(contextDigest: Self.digest, alpha: $0, withProof: true))
        }
        uses.insert(ShareUse(other, Self.evaluate), at: 1)
        uses.append(ShareUse(key, .evaluatePRF(contextDigest: [1], alpha: alphas[0], withProof: true)))
        let results = try await fleet.custodian(1).use(uses, gateway: TestFleet.gateway)
        try #require(results.count == 5)
        expectRefusal(.malformed, results[4])
        #expect(results[1].partial?.proof != nil && results[1].partial?.batch == nil)
        let partials = try [0, 2, 3].map { try #require(results[$0].partial) }
        let batch = try #require(partials[0].batch)
        #expect(partials.allSatisfy { $0.batch === batch && $0.proof == nil })
        #expect(batch.entries.map(\.alpha) == alphas && batch.entries.map(\.element) == partials.map(\.element))
        let commitments = try FeldmanCommitments<Ristretto255>(
            decoding: key.current.shards[0].commitments, threshold: fleet.threshold)
        let inputs = try alphas.map {
            try HashedPRFInput<Ristretto255>(
                PRFInput(key: key.id, version: .first, contextDigest: Self.digest, alpha: $0))
        }
        let index = try ShareIndex(1)
        try PRFEvaluation(inputs, shard: 1, epoch: .first, prover: index).verify(
            EqualityProof(
                first: batch.proof.first, second: batch.proof.second, response: batch.proof.response),
            of: partials.map { try SecretElement(canonical: $0.element) },
            publicShare: commitments.publicShare(of: index))
        #expect(fleet.seat(1).audit.records.map(\.errorCode).suffix(5) == [nil, nil, nil, nil, "malformed"])
    }

    @Test("trap 27: a signing key evaluates no PRF, and an encryption key signs nothing, whatever suite is claimed")
    func usage() async throws {
        let fleet = try await fleet()
        let signing = try await fleet.createKey(.ed25519, id: "signing")
        let encrypting = try await fleet.createKey(.symmetricDefault, id: "encrypting")
        let nonces = ShareUse.Action.commitNonces(.ed25519, count: 1)
        let sign = ShareUse.Action.sign(.ed25519, message: [1], commitments: [], replenish: 0)
        for suite in Suite.allCases {
            expectRefusal(.forbidden, try await use(fleet, ShareUse(signing, suite: suite, Self.evaluate)))
            expectRefusal(.forbidden, try await use(fleet, ShareUse(encrypting, suite: suite, nonces)))
            expectRefusal(.forbidden, try await use(fleet, ShareUse(encrypting, suite: suite, sign)))
        }
        expectRefusal(.forbidden, try await use(fleet, ShareUse(signing, suite: .ristrettoPRF, nonces)))
        expectRefusal(.forbidden, try await use(fleet, ShareUse(encrypting, suite: .frostEd25519, Self.evaluate)))
    }

    @Test("trap 30: a request for another epoch is refused", arguments: [UInt32(0), 2, .max])
    func epochs(epoch: UInt32) async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        expectRefusal(.wrongEpoch, try await use(fleet, ShareUse(key, epoch: Epoch(epoch), Self.evaluate)))
    }

    @Test("a key that is disabled or waits for deletion is not used, and one enabled again is")
    func states() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        for change in [KeyChange.disable, .scheduleDeletion(days: 7)] {
            try await fleet.change(key.id, change)
            expectRefusal(.forbidden, try await use(fleet, ShareUse(key, Self.evaluate)))
        }
        try await fleet.change(key.id, .cancelDeletion)
        expectRefusal(.forbidden, try await use(fleet, ShareUse(key, Self.evaluate)))
        try await fleet.change(key.id, .enable)
        guard case .partial = try await use(fleet, ShareUse(key, Self.evaluate)) else {
            Issue.record("an enabled key is not used")
            return
        }
    }

    @Test("an unknown key, version or shard is refused")
    func unknown() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let names = [
            ShareName(key: KeyID("nothing"), version: .first, shard: 1),
            ShareName(key: key.id, version: KeyVersionNumber(2), shard: 1),
            ShareName(key: key.id, version: .first, shard: 2),
        ]
        for name in names {
            let use = ShareUse(
                share: name, epoch: .first, suite: .ristrettoPRF, clientRequest: "", operation: "",
                action: Self.evaluate)
            expectRefusal(.unknownShare, try await self.use(fleet, use))
        }
    }

    @Test(
        "trap 29: an input with fields of another length is refused",
        arguments: [(0, 32), (31, 32), (33, 32), (32, 0), (32, 64)])
    func malformed(digest: Int, alpha: Int) async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let action = ShareUse.Action.evaluatePRF(
            contextDigest: [UInt8](repeating: 1, count: digest), alpha: [UInt8](repeating: 1, count: alpha),
            withProof: true)
        expectRefusal(.malformed, try await use(fleet, ShareUse(key, action)))
    }

    @Test("every use is in the custodian's own log before it answers, refusals too; without a log there is no answer")
    func audit() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        let audit = fleet.seat(1).audit
        let before = audit.records.count
        _ = try await use(fleet, ShareUse(key, Self.evaluate))
        _ = try await use(fleet, ShareUse(key, epoch: Epoch(9), Self.evaluate))
        let records = Array(audit.records.dropFirst(before))
        #expect(records.map(\.name) == ["EvaluatePRF", "EvaluatePRF"])
        #expect(records.map(\.errorCode) == [nil, "wrongEpoch"])
        #expect(records.allSatisfy { $0.requestID == "request-1" })
        audit.setFull(true)
        expectRefusal(.unavailable, try await use(fleet, ShareUse(key, Self.evaluate)))
        audit.setFull(false)
        guard case .partial = try await use(fleet, ShareUse(key, Self.evaluate)) else {
            Issue.record("a custodian whose log works again does not answer")
            return
        }
    }
}

extension ShareResult {
    fileprivate var partial: PRFPartial? {
        if case .partial(let partial) = self { partial } else { nil }
    }
}
