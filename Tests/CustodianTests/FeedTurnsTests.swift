import Custodian
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("The hub's streams of the key map to one custodian")
struct FeedTurnsTests {
    let fleet: TestFleet
    let turns: FeedTurns

    init() async throws {
        fleet = try await TestFleet(Threshold(quorum: 2, of: 3))
        turns = FeedTurns(try fleet.custodian(1))
    }

    @Test("a stream that another has replaced brings nothing more")
    func replaced() async throws {
        let first = try await turns.begin()
        let second = try await turns.begin()
        let (snapshot, head) = try fleet.current(after: first.known)
        await #expect(throws: FeedReplaced.self) {
            try await first.take { try await $0.install(snapshot: snapshot, head: head) }
        }
        #expect(try await second.take { try await $0.install(snapshot: snapshot, head: head) } == first.known.revision)
    }

    @Test("a stream that begins while a change of the last one is being taken has seen that change")
    func overlapping() async throws {
        let first = try await turns.begin()
        let change = try fleet.write(.key(KeyID("none")), .removed)
        let (entered, left) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        async let applied = first.take { custodian in
            entered.continuation.yield()
            for await _ in left.stream { break }
            return try await custodian.apply([change])
        }
        for await _ in entered.stream { break }
        async let second = turns.begin()
        left.continuation.yield()
        let revision = try await applied
        #expect(try await second.known.revision == revision)
        #expect(revision == first.known.revision + 1)
    }
}
