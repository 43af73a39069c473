import Custodian
import CustodianContract
import Hub
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Creating keys")
struct CreationTests {
    @Test(
        "a new key is certified by its committee, in the map, and in use at every custodian when the call returns",
        arguments: [KeySpec.symmetricDefault, .ed25519, .hmac256, .p256, .rsa2048, .mlDSA65])
    func creation(spec: KeySpec) async throws {
        let fleet = try await HubFleet(quorum: 3, of: 5)
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation(spec))
            #expect(key.spec == spec && key.state == .enabled && key.current.shards.count == 1)
            #expect(key.keyDescription == "d" && key.tags == [KeyRecord.Tag(key: "a", value: "b")])
            #expect(fleet.hub.replica.key(key.id) == key)
            let check = KeyCertificate.check(fleet: TestFleet.name)
            #expect(throws: Never.self) { try check(key, fleet.fleet.members) }
            for (index, seat) in zip(1..., fleet.fleet.seats) {
                #expect(seat.storage.shares.map(\.isActive) == [true])
                #expect(try await fleet.canEvaluate(key, at: index) == (spec == .symmetricDefault))
            }
        }
    }

    @Test("trap 43: a request with the same token finds the same key, one after the other or all at once")
    func tokens() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let first = try await fleet.hub.createKey(fleet.creation(token: "t"))
            #expect(try await fleet.hub.createKey(fleet.creation(token: "t")) == first)
            let ids = try await withThrowingTaskGroup(of: KeyID.self) { group in
                for _ in 0..<8 { group.addTask { try await fleet.hub.createKey(fleet.creation(token: "u")).id } }
                return try await group.reduce(into: [KeyID]()) { $0.append($1) }
            }
            #expect(ids.count == 8 && Set(ids).count == 1 && ids[0] != first.id)
            #expect(fleet.hub.replica.allKeys.count == 2 && fleet.ceremonies(1) == 2)
            for seat in fleet.fleet.seats { #expect(seat.storage.shares.count == 2) }
        }
    }

    @Test("requests without a token make a key each, also all at once")
    func withoutToken() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let ids = try await withThrowingTaskGroup(of: KeyID.self) { group in
                for _ in 0..<6 { group.addTask { try await fleet.hub.createKey(fleet.creation()).id } }
                return try await group.reduce(into: Set<KeyID>()) { $0.insert($1) }
            }
            #expect(ids.count == 6 && fleet.hub.replica.allKeys.count == 6)
            #expect(fleet.hub.replica.head.revision == 6)
        }
    }

    @Test("a custodian that is missing is named, nothing is left behind, and a retry makes one key", arguments: 1...3)
    func missing(index: Int) async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let seat = fleet.fleet.seat(index)
            seat.link.behave(.disconnected)
            let error = await #expect(throws: HubError(.custodianUnreachable, "")) {
                try await fleet.hub.createKey(fleet.creation(token: "t"))
            }
            #expect(error?.custodians == [seat.id] && error?.message.contains(seat.id.description) == true)
            #expect(error?.kind == .dependencyTimeout)
            #expect(try await fleet.isEmpty())
            seat.link.behave(.honest)
            let key = try await fleet.hub.createKey(fleet.creation(token: "t"))
            #expect(fleet.hub.replica.allKeys.map(\.id) == [key.id])
        }
    }

    @Test(
        "trap 31: a custodian lost in any round leaves nothing behind at the others",
        arguments: [KeyGenerationStep.Round.reveal, .deal, .conclude])
    func lost(round: KeyGenerationStep.Round) async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            let seat = fleet.fleet.seat(2)
            seat.link.intercept { step, service in
                guard step.round != round else { throw LinkError(custodian: seat.id, reason: "lost") }
                return try await service.generateKey(step)
            }
            let error = await #expect(throws: HubError(.custodianUnreachable, "")) {
                try await fleet.hub.createKey(fleet.creation())
            }
            #expect(error?.custodians == [seat.id])
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
        }
    }

    @Test("trap 45: a silent custodian does not hold the client beyond its deadline, and is named")
    func silent() async throws {
        let fleet = try await HubFleet(ceremonyLimit: .milliseconds(500))
        try await fleet.following {
            let seat = fleet.fleet.seat(3)
            seat.link.behave(.silent)
            let creation = Task { try await fleet.hub.createKey(fleet.creation()) }
            // The hub tells it to forget, too; that call must not hold the answer up.
            let error = await #expect(throws: HubError(.custodianUnreachable, "")) { try await creation.value }
            #expect(error?.message.contains(seat.id.description) == true)
        }
    }

    @Test("a hub whose disk fails makes no key, and has everyone forget it")
    func brokenDisk() async throws {
        let fleet = try await HubFleet()
        try await fleet.following {
            fleet.storage.setBroken(true)
            let error = await #expect(throws: HubError(.storage, "")) {
                try await fleet.hub.createKey(fleet.creation(token: "t"))
            }
            #expect(error?.kind == .internalFailure)
            #expect(try await fleet.isEmpty())
            fleet.storage.setBroken(false)
            _ = try await fleet.hub.createKey(fleet.creation(token: "t"))
            #expect(fleet.hub.replica.head.revision == 1)
        }
    }

    @Test("a fleet too small for the threshold makes no key")
    func placement() async throws {
        let fleet = try await HubFleet(placing: Threshold(quorum: 3, of: 5))
        await #expect(throws: HubError(.unplaceable, "")) { try await fleet.hub.createKey(fleet.creation()) }
    }
}
