import Custodian
import CustodianContract
import Hub
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Keys of the suite replicated-aes at the hub")
struct ReplicatedKeyTests {
    private func creation(isStrict: Bool = false, token: String? = nil) -> KeyCreation {
        KeyCreation(
            account: "000000000000", region: "eu-west-1", spec: .symmetricDefault,
            suite: SuiteChoice(.replicatedAES, isStrict: isStrict), keyDescription: "d", policy: "{}", tags: [],
            token: token)
    }

    @Test("a key is made by all members, and every one of them can use it")
    func created() async throws {
        let fleet = try await HubFleet(quorum: 2, of: 3)
        try await fleet.following {
            let key = try await fleet.hub.createKey(creation())
            #expect(key.suite == .replicatedAES && key.current.shards[0].commitments.count == 3)
            let action = ShareUse.Action.evaluateReplicated(
                contextDigest: [UInt8](repeating: 1, count: 32), alpha: [UInt8](repeating: 2, count: 32),
                responders: .all(of: fleet.fleet.threshold), crossChecked: true)
            for index in 1...3 {
                let answer = try await fleet.fleet.custodian(index).use(
                    ShareUse(key, action), gateway: TestFleet.gateway)
                guard case .replicated = answer else {
                    Issue.record("custodian \(index) answered \(answer)")
                    continue
                }
            }
        }
    }

    @Test("a dealer of wrong contributions is named, and leaves nothing behind", arguments: [1, 4])
    func dealer(index: Int) async throws {
        let fleet = try await HubFleet(quorum: 2, of: 4, liars: [index: .wrongShares])
        try await fleet.following {
            let error = await #expect(throws: HubError(.ceremonyFailed, "")) {
                try await fleet.hub.createKey(creation())
            }
            #expect(error?.custodians == [fleet.fleet.seat(index).id])
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
        }
    }

    @Test("a strict key needs 2k - 1 custodians, and any needs more than k", arguments: [(4, 5, true), (3, 3, false)])
    func impossible(quorum: Int, count: Int, isStrict: Bool) async throws {
        let fleet = try await HubFleet(quorum: quorum, of: count)
        try await fleet.following {
            await #expect(throws: HubError(.unplaceable, "")) {
                try await fleet.hub.createKey(creation(isStrict: isStrict))
            }
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
        }
    }

    @Test("deleting a key erases its own keys at every custodian, and no other's")
    func deletion() async throws {
        let fleet = try await HubFleet(quorum: 2, of: 3)
        try await fleet.following {
            let (first, second) = (
                try await fleet.hub.createKey(creation()), try await fleet.hub.createKey(creation())
            )
            _ = try await fleet.hub.changeKey(first.id, .scheduleDeletion(days: 7))
            fleet.fleet.time.advance(seconds: 8 * 86_400)
            _ = try await fleet.hub.deleteExpiredKeys()
            #expect(fleet.hub.replica.key(first.id) == nil && fleet.hub.replica.key(second.id) != nil)
            for index in 1...3 {
                let shares = try await fleet.fleet.custodian(index).describe().shares
                #expect(shares == 1)
            }
        }
    }
}
