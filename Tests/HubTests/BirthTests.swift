import Custodian
import CustodianContract
import Entropy
import Hub
import KeyMap
import TestSupport
import Testing

@Suite("What keys are born from")
struct BirthTests {
    private func fleet(fresh: Set<Int>) async throws -> HubFleet {
        let fleet = try await HubFleet(quorum: 2, of: 3)
        for (index, seat) in zip(1..., fleet.fleet.seats) {
            fleet.fleet.entropy[seat.id] = .sample(isFresh: fresh.contains(index))
        }
        return fleet
    }

    private func isSigned(_ birth: BirthStatement, _ key: KeyRecord, in fleet: HubFleet, as other: KeyID? = nil) -> Bool
    {
        guard let identity = fleet.fleet.members.custodian(birth.custodian)?.identityKey else { return false }
        return birth.isSigned(
            fleet: TestFleet.name, key: other ?? key.id, version: .first,
            transcript: key.current.shards[0].certificate.transcript, by: identity)
    }

    @Test(
        "every member's word on its entropy goes down with the key, under its signature",
        arguments: [KeySpec.symmetricDefault, .ed25519, .hmac256])
    func recorded(spec: KeySpec) async throws {
        let fleet = try await fleet(fresh: [1, 2, 3])
        try await fleet.following {
            let key = try await fleet.hub.createKey(fleet.creation(spec))
            let births = key.current.births
            #expect(births.map(\.custodian) == key.current.shards[0].committee)
            for birth in births {
                #expect(birth.entropy.minimum == 1)
                #expect(
                    birth.entropy.sources == [
                        .init(
                            name: "memory-walk", claimed: 1_000, assessed: 4_520, bits: 1_536, health: .healthy,
                            isFresh: true)
                    ])
                #expect(isSigned(birth, key, in: fleet))
                // Of this key, and no other.
                #expect(!isSigned(birth, key, in: fleet, as: KeyID("11111111-2222-4333-8444-555555555555")))
            }
            #expect(fleet.hub.replica.key(key.id) == key)
        }
    }

    @Test("a custodian below the minimum makes no key, is named with the reason, and nothing is left behind")
    func belowTheMinimum() async throws {
        let fleet = try await fleet(fresh: [1, 3])
        try await fleet.following {
            let error = await #expect(throws: HubError(.entropy, "")) {
                try await fleet.hub.createKey(fleet.creation())
            }
            #expect(error?.kind == .keyUnavailable && error?.custodians == [fleet.fleet.seat(2).id])
            #expect(error?.message.contains("0 of 1 sources") == true)
            #expect(error?.message.contains(fleet.fleet.seat(2).id.description) == true)
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
            // It has recovered.
            fleet.fleet.entropy[fleet.fleet.seat(2).id] = .sample(isFresh: true)
            let key = try await fleet.hub.createKey(fleet.creation())
            #expect(key.current.births.count == 3)
        }
    }

    @Test("a member of a release that says nothing of its entropy makes keys, and no word of it goes down")
    func silent() async throws {
        let fleet = try await fleet(fresh: [1, 2, 3])
        fleet.fleet.seat(2).link.intercept { step, service in
            guard case .message(let message, _) = try await service.generateKey(step) else { return .abandoned }
            return .message(message)
        }
        try await fleet.following {
            let births = try await fleet.hub.createKey(fleet.creation()).current.births
            #expect(Set(births.map(\.custodian)) == [fleet.fleet.seat(1).id, fleet.fleet.seat(3).id])
        }
    }

    @Test("a word that its custodian did not sign, or signed for another, is named", arguments: [true, false])
    func forged(isAnothers: Bool) async throws {
        let fleet = try await fleet(fresh: [1, 2, 3])
        let other = fleet.fleet.seat(1).id
        fleet.fleet.seat(2).link.intercept { step, service in
            let answer = try await service.generateKey(step)
            guard case .message(let message, let birth?) = answer else { return answer }
            let better = BirthEntropy(sources: [], minimum: 0)
            return .message(
                message,
                birth: isAnothers
                    ? BirthStatement(custodian: other, entropy: birth.entropy, signature: birth.signature)
                    : BirthStatement(custodian: birth.custodian, entropy: better, signature: birth.signature))
        }
        try await fleet.following {
            let error = await #expect(throws: HubError(.ceremonyFailed, "")) {
                try await fleet.hub.createKey(fleet.creation())
            }
            #expect(error?.custodians == [fleet.fleet.seat(2).id])
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
        }
    }
}
