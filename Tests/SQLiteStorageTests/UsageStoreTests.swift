import FleetIdentity
import SQLiteStorage
import Testing

@Suite("The counts of uses on disk")
struct UsageStoreTests {
    private static func count(_ count: UInt64, version: UInt32 = 1) -> UsageStore.Count {
        UsageStore.Count(key: "k", region: "eu-west-1", version: version, operation: "Encrypt", count: count)
    }

    private static func last(_ time: Int64) -> UsageStore.Last {
        UsageStore.Last(
            key: "k", region: "eu-west-1", operation: "Encrypt", time: time, request: "r\(time)", event: "e\(time)")
    }

    @Test("the newest counts and last uses are there again; the beginning is that of the first opening")
    func persistence() async throws {
        let folder = try TemporaryFolder()
        func open(at now: Int64) async throws -> UsageStore {
            try await UsageStore(path: folder.file("usage.sqlite"), sealer: try SealingKey.sample(7), now: now)
        }
        let store = try await open(at: 5)
        #expect(store.since == 5)
        try await store.save([Self.count(7), Self.count(1, version: 2)], last: [Self.last(1)])
        try await store.save([Self.count(9)], last: [Self.last(2)])
        try store.close()
        let again = try await open(at: 6)
        #expect(again.since == 5)
        #expect(Set(try await again.counts()) == [Self.count(9), Self.count(1, version: 2)])
        #expect(try await again.lastUses() == [Self.last(2)])
        #expect(try folder.mode("usage.sqlite") == 0o600)
    }
}
