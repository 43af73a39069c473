import Custodian
import CustodianContract
import Hub
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("The hub's feed, its disk and those who are behind")
struct FeedTests {
    @Test("a custodian that does not acknowledge is reported, waited for once, and not again until it has caught up")
    func deaf() async throws {
        let fleet = try await HubFleet()
        try await fleet.following(deaf: [3]) {
            let alias = AliasName(account: "a", region: "r", name: "alias/a")
            let start = ContinuousClock.now
            await #expect(throws: KeyMapError.self) { try await fleet.hub.createAlias(alias, target: KeyID("k")) }
            let key = try await fleet.hub.createKey(fleet.creation())
            #expect(ContinuousClock.now - start > .milliseconds(900))
            #expect(fleet.late == [fleet.fleet.seat(3).id])
            for _ in 0..<3 { _ = try await fleet.hub.changeKey(key.id, .disable) }
            #expect(try await !fleet.canEvaluate(key, at: 1))
        }
    }

    @Test("a restarted hub has every key, and goes on with the same history")
    func restart() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation(token: "t"))
            _ = try await fleet.hub.changeKey(key.id, .describe("new"))
        }
        let state = try await Hub.restore(from: fleet.storage, hubKey: fleet.fleet.hubKey)
        let again = try HubFleet.makeHub(
            fleet.fleet, storage: fleet.storage, threshold: fleet.fleet.threshold, state: state)
        #expect(again.replica.head == fleet.hub.replica.head)
        let key = try #require(again.replica.key(madeBy: "t"))
        #expect(key.keyDescription == "new")
        #expect(try await again.createKey(fleet.creation(token: "t")) == key)
        for (index, seat) in zip(1..., fleet.fleet.seats) {
            let custodian = try fleet.fleet.custodian(index)
            let (subscription, id) = try await again.feed.subscribe(.custodian(seat.id), known: custodian.knownHead())
            #expect(
                try await custodian.install(snapshot: subscription.snapshot, head: subscription.head)
                    == again.replica.head.revision)
            again.feed.unsubscribe(.custodian(seat.id), id: id)
            #expect(try await fleet.canEvaluate(key, at: index))
        }
    }

    @Test("a hub whose data went back commits nothing more, once a quorum says so: one custodian alone may be lying")
    func rollback() async throws {
        let fleet = try await HubFleet()
        try await fleet.following { _ = try await fleet.hub.createKey(fleet.creation()) }
        let old = try HubFleet.makeHub(
            fleet.fleet, storage: MemoryHubStorage(), threshold: fleet.fleet.threshold)
        for index in 1...2 {
            #expect(old.feed.regression == nil)
            let known = try await fleet.fleet.custodian(index).knownHead()
            await #expect(throws: KeyMapError(.rollback, "")) {
                _ = try await old.feed.subscribe(.custodian(fleet.fleet.seat(index).id), known: known)
            }
        }
        await #expect(throws: HubError(.storage, "")) { try await old.reset() }
        #expect(old.replica.head == .empty)
    }

    @Test("requesters follow the map like all others, take no part in key generations, and do not count against a hub")
    func requesters() async throws {
        let fleet = try await HubFleet(requesters: ["eu-west-1", "eu-west-1"])
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation(.hmac256))
            let members = Set((1...3).map { fleet.fleet.seat($0).id })
            #expect(Set(key.current.shards[0].committee) == members)
            #expect(fleet.ceremonies(4) == 0 && fleet.ceremonies(5) == 0)
            let known = try await fleet.fleet.custodian(4).knownHead()
            #expect(known == fleet.hub.replica.head && fleet.late.isEmpty)
        }
        let old = try HubFleet.makeHub(fleet.fleet, storage: MemoryHubStorage(), threshold: fleet.fleet.threshold)
        for index in 4...5 {
            let known = try await fleet.fleet.custodian(index).knownHead()
            await #expect(throws: KeyMapError(.rollback, "")) {
                _ = try await old.feed.subscribe(.custodian(fleet.fleet.seat(index).id), known: known)
            }
        }
        #expect(old.feed.regression == nil)
    }

    @Test("a disk with a record that the hub did not sign is refused")
    func foreignDisk() async throws {
        let storage = MemoryHubStorage()
        var author = try KeyMapAuthor(Seed(99))
        try await storage.commit([author.write(.key(KeyID("k")), .removed)])
        let alias = AliasName(account: "a", region: "r", name: "alias/a")
        let record = AliasRecord(
            name: alias, target: KeyID("k"), created: Timestamp(seconds: 1), updated: Timestamp(seconds: 1))
        try await storage.commit([author.write(.alias(alias), .alias(record))])
        let hubKey = try KeyMapAuthor().hubKey
        await #expect(throws: KeyMapError(.badSignature, "")) {
            _ = try await Hub.restore(from: storage, hubKey: hubKey)
        }
        storage.setBroken(true)
        await #expect(throws: MemoryHubStorage.Failure.self) {
            _ = try await Hub.restore(from: storage, hubKey: author.hubKey)
        }
    }

    @Test("a new subscription of a custodian ends its old one, and an old one's end does not end the new")
    func resubscription() async throws {
        let fleet = try await HubFleet()
        let custodian = fleet.fleet.seat(1).id
        let (first, firstID) = try await fleet.hub.feed.subscribe(.custodian(custodian), known: .empty)
        let (_, secondID) = try await fleet.hub.feed.subscribe(.custodian(custodian), known: .empty)
        for await _ in first.updates { Issue.record("the old subscription still receives changes") }
        fleet.hub.feed.unsubscribe(.custodian(custodian), id: firstID)
        fleet.hub.feed.acknowledge(.custodian(custodian), revision: 0)
        #expect(fleet.hub.feed.acknowledged == [custodian: 0])
        fleet.hub.feed.unsubscribe(.custodian(custodian), id: secondID)
        #expect(fleet.hub.feed.acknowledged.isEmpty)
    }

    @Test("a subscriber receives a snapshot first and then every change, in order")
    func order() async throws {
        let fleet = try await HubFleet()
        let custodian = fleet.fleet.seat(1).id
        let (subscription, id) = try await fleet.hub.feed.subscribe(.custodian(custodian), known: .empty)
        #expect(subscription.snapshot.isEmpty && subscription.head.head == .empty)
        fleet.hub.feed.acknowledge(.custodian(custodian), revision: .max)
        for _ in 0..<3 { _ = try await fleet.hub.createKey(fleet.creation()) }
        fleet.hub.feed.unsubscribe(.custodian(custodian), id: id)
        var state = KeyMapState()
        for await case .changes(let changes) in subscription.updates {
            for change in changes { try state.apply(change, hubKey: fleet.fleet.hubKey) }
        }
        #expect(state.head == fleet.hub.replica.head && state.head.revision == 3)
    }
}
