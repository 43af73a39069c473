import Hub
import KeyMap
import TestSupport
import Testing

@Suite("Access keys at the hub")
struct AccessKeyTests {
    private static let account = "000000000000"

    @Test("an access key is made, rotated with an overlap, and gone after it")
    func life() async throws {
        let fleet = try await HubFleet()
        let first = try await fleet.hub.createAccessKey(user: "app", account: Self.account)
        #expect(fleet.hub.replica.accessKeys == [first])
        let second = try await fleet.hub.rotateAccessKey(first.id, overlap: 3_600)
        #expect(second.user == "app")
        let now = fleet.fleet.time.now
        let ending = try #require(fleet.hub.replica.accessKey(first.id))
        #expect(ending.isValid(at: now))
        #expect(!ending.isValid(at: Timestamp(seconds: now.seconds + 3_601)))
        await #expect(throws: KeyMapError(.invalidState, "")) {
            try await fleet.hub.rotateAccessKey(first.id, overlap: 0)
        }
        fleet.fleet.time.advance(seconds: 3_601)
        try await fleet.hub.removeEndedAccessKeys()
        #expect(fleet.hub.replica.accessKeys == [second])
        try await fleet.hub.revokeAccessKey(second.id)
        #expect(fleet.hub.replica.accessKeys.isEmpty)
        await #expect(throws: KeyMapError(.notFound, "")) { try await fleet.hub.revokeAccessKey(second.id) }
    }

    @Test("a user has two access keys at most; names and accounts that none has are refused")
    func limits() async throws {
        let fleet = try await HubFleet()
        for _ in 0..<2 { _ = try await fleet.hub.createAccessKey(user: "app", account: Self.account) }
        await #expect(throws: KeyMapError(.limitExceeded, "")) {
            try await fleet.hub.createAccessKey(user: "app", account: Self.account)
        }
        _ = try await fleet.hub.createAccessKey(user: "other", account: Self.account)
        _ = try await fleet.hub.createAccessKey(user: "app", account: "111111111111")
        for (user, account) in [("a b", Self.account), ("", Self.account), ("a", "12")] {
            await #expect(throws: KeyMapError(.malformed, "")) {
                try await fleet.hub.createAccessKey(user: user, account: account)
            }
        }
        #expect(fleet.hub.replica.accessKeys.count == 4)
    }
}
