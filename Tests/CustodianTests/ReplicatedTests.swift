import ByteCoding
import Custodian
import CustodianContract
import KeyMap
import SecretSharing
import TestSupport
import Testing
import ThresholdCrypto

@Suite("A custodian's values of replicated keys")
struct ReplicatedTests {
    private static let digest = [UInt8](repeating: 3, count: 32)
    private static let alpha = [UInt8](repeating: 4, count: 32)

    private func fleet() async throws -> (TestFleet, KeyRecord) {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        return (fleet, try await fleet.createKey(.symmetricDefault, suite: SuiteChoice(.replicatedAES)))
    }

    private func action(
        _ mask: UInt32, crossChecked: Bool, digest: [UInt8] = digest, alpha: [UInt8] = alpha
    ) -> ShareUse.Action {
        .evaluateReplicated(
            contextDigest: digest, alpha: alpha, responders: MemberSet(mask: mask), crossChecked: crossChecked)
    }

    private func values(
        _ fleet: TestFleet, _ key: KeyRecord, at index: Int, _ mask: UInt32, crossChecked: Bool
    ) async throws -> [UInt8] {
        let result = try await fleet.custodian(index).use(
            ShareUse(key, action(mask, crossChecked: crossChecked)), gateway: TestFleet.gateway)
        guard case .replicated(let partial) = result else {
            Issue.record("custodian \(index) answered \(result)")
            return []
        }
        #expect(partial.epoch == .first && partial.responders.mask == mask)
        return partial.values
    }

    private func expectRefusal(
        _ code: Refusal.Code, _ fleet: TestFleet, at index: Int = 1, _ use: ShareUse,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        guard case .refused(let refusal) = try await fleet.custodian(index).use(use, gateway: TestFleet.gateway) else {
            Issue.record("it was not refused", sourceLocation: sourceLocation)
            return
        }
        #expect(refusal.code == code, sourceLocation: sourceLocation)
    }

    @Test("all members' values agree, and the sums of each quorum's parts are the same sum")
    func agreement() async throws {
        let (fleet, key) = try await fleet()
        var answers: [ShareIndex: [UInt8]] = [:]
        for index in ShareIndex.all(of: fleet.threshold) {
            answers[index] = try await values(fleet, key, at: index.value, 0b111, crossChecked: true)
        }
        let check = try CrossCheck(ReplicatedSubsets(fleet.threshold), answers: answers)
        let sum = try #require(check.sum)
        for (mask, members) in [(UInt32(0b011), [1, 2]), (0b101, [1, 3]), (0b110, [2, 3]), (0b111, [1, 2, 3])] {
            var total = [UInt8](repeating: 0, count: 32)
            for member in members {
                let part = try await values(fleet, key, at: member, mask, crossChecked: false)
                total = zip(total, part).map { $0 ^ $1 }
            }
            #expect(total == sum, "\(members)")
        }
    }

    @Test(
        "masks that are no quorum, without the custodian or beyond the committee are refused", arguments: [true, false])
    func masks(crossChecked: Bool) async throws {
        let (fleet, key) = try await fleet()
        for mask in [UInt32(0), 0b001, 0b110, 0b1001, .max] {
            try await expectRefusal(.malformed, fleet, ShareUse(key, action(mask, crossChecked: crossChecked)))
        }
    }

    @Test("trap 29: fields of another length are refused", arguments: [0, 31, 33])
    func lengths(count: Int) async throws {
        let (fleet, key) = try await fleet()
        let bytes = [UInt8](repeating: 0, count: count)
        try await expectRefusal(.malformed, fleet, ShareUse(key, action(0b111, crossChecked: true, digest: bytes)))
        try await expectRefusal(.malformed, fleet, ShareUse(key, action(0b111, crossChecked: true, alpha: bytes)))
    }

    @Test("trap 27: no key does what another suite's does, whatever suite is claimed")
    func suites() async throws {
        let (fleet, key) = try await fleet()
        let other = try await fleet.createKey(.symmetricDefault, id: "other")
        let evaluate = ShareUse.Action.evaluatePRF(contextDigest: Self.digest, alpha: Self.alpha, withProof: false)
        for suite in Suite.allCases {
            try await expectRefusal(.forbidden, fleet, ShareUse(key, suite: suite, evaluate))
            try await expectRefusal(.forbidden, fleet, ShareUse(other, suite: suite, action(0b111, crossChecked: true)))
        }
        try await expectRefusal(
            .forbidden, fleet, ShareUse(key, suite: .ristrettoPRF, action(0b111, crossChecked: true)))
    }

    @Test("trap 30: a request for another epoch is refused, and one for a disabled key")
    func epochAndState() async throws {
        let (fleet, key) = try await fleet()
        let whole = action(0b111, crossChecked: true)
        try await expectRefusal(.wrongEpoch, fleet, ShareUse(key, epoch: Epoch(2), whole))
        try await fleet.change(key.id, .disable)
        try await expectRefusal(.forbidden, fleet, ShareUse(key, whole))
    }

    @Test("a share of several keys survives a restart, in locked memory of its own size")
    func restart() async throws {
        let (fleet, key) = try await fleet()
        let before = try await values(fleet, key, at: 2, 0b111, crossChecked: true)
        try await fleet.start(fleet.seat(2))
        #expect(try await values(fleet, key, at: 2, 0b111, crossChecked: true) == before)
    }

    @Test("the record's suite survives its encoding, and an old record keeps its bytes")
    func record() async throws {
        let (fleet, key) = try await fleet()
        #expect(try KeyRecord(decoding: key.encoded) == key && key.suite == .replicatedAES)
        #expect(key.encoded.first == 4)
        #expect(try await fleet.createKey(.symmetricDefault, id: "other").encoded.first == 1)
    }
}
