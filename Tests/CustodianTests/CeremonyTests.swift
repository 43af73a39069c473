import Custodian
import CustodianContract
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A custodian's part in key generations")
struct CeremonyTests {
    private func fleet() async throws -> TestFleet {
        try await TestFleet(Threshold(quorum: 2, of: 3))
    }

    private func step(
        _ round: KeyGenerationStep.Round, _ parameters: KeyGenerationParameters, _ messages: [SignedMessage] = [],
        ceremony: [UInt8] = [1]
    ) -> KeyGenerationStep {
        KeyGenerationStep(parameters: parameters, ceremony: ceremony, round: round, messages: messages)
    }

    private func expectRefusal(
        _ fleet: TestFleet, _ step: KeyGenerationStep, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let custodian = try fleet.custodian(1)
        await #expect(throws: CeremonyRefusal.self, sourceLocation: sourceLocation) {
            try await custodian.generateKey(step)
        }
    }

    @Test("a share is on disk before its confirmation leaves, and in use once the key map has the key")
    func prepared() async throws {
        let fleet = try await fleet()
        let parameters = try fleet.parameters(.symmetricDefault, key: "k")
        let (rounds, verdicts) = try await fleet.runCeremony(parameters)
        for seat in fleet.seats { #expect(seat.storage.shares.map(\.isActive) == [false]) }
        #expect(await (try fleet.custodian(1)).describe().preparedShares == 1)
        let key = try fleet.certify(parameters, .symmetricDefault, rounds: rounds, verdicts: verdicts)
        try await fleet.publish(.key(key.id), .key(key))
        for seat in fleet.seats { #expect(seat.storage.shares.map(\.isActive) == [true]) }
        #expect(await (try fleet.custodian(1)).describe().shares == 1)
    }

    @Test("a custodian that was started again between ceremony and commit activates its share all the same")
    func crashBeforeCommit() async throws {
        let fleet = try await fleet()
        let parameters = try fleet.parameters(.symmetricDefault, key: "k")
        let (rounds, verdicts) = try await fleet.runCeremony(parameters)
        let key = try fleet.certify(parameters, .symmetricDefault, rounds: rounds, verdicts: verdicts)
        _ = try fleet.write(.key(key.id), .key(key))
        let again = try await fleet.start(fleet.seat(2))
        #expect(await again.describe().shares == 1)
    }

    @Test("a share that cannot be stored is not confirmed")
    func brokenDisk() async throws {
        let fleet = try await fleet()
        let parameters = try fleet.parameters(.symmetricDefault, key: "k")
        let first = try await fleet.round(.announce, parameters, [])
        let second = try await fleet.round(.reveal, parameters, first)
        let third = try await fleet.round(.deal, parameters, second)
        fleet.seat(1).storage.setBroken(true)
        let custodian = try fleet.custodian(1)
        await #expect(throws: MemoryShareStorage.Failure.self) {
            try await custodian.generateKey(step(.conclude, parameters, third))
        }
        #expect(await custodian.describe().preparedShares == 0)
    }

    @Test("abandoning erases what was prepared, but never a share that the key map holds")
    func abandon() async throws {
        let fleet = try await fleet()
        let parameters = try fleet.parameters(.symmetricDefault, key: "k")
        _ = try await fleet.runCeremony(parameters)
        let custodian = try fleet.custodian(1)
        _ = try await custodian.generateKey(step(.abandon, parameters))
        #expect(fleet.seat(1).storage.shares.isEmpty)
        let key = try await fleet.createKey(.symmetricDefault, id: "used")
        _ = try await custodian.generateKey(step(.abandon, fleet.parameters(.symmetricDefault, key: "used")))
        #expect(fleet.seat(1).storage.shares.map(\.name.key) == [key.id])
        #expect(await custodian.describe().shares == 1)
    }

    @Test("a key that exists, or is being made under another name, is not made again")
    func twice() async throws {
        let fleet = try await fleet()
        let key = try await fleet.createKey(.symmetricDefault)
        try await expectRefusal(
            fleet, step(.announce, fleet.parameters(.symmetricDefault, key: key.id.description), ceremony: [9]))
        let parameters = try fleet.parameters(.symmetricDefault, key: "k")
        _ = try await fleet.runCeremony(parameters)
        try await expectRefusal(fleet, step(.announce, parameters, ceremony: [9]))
    }

    @Test(
        "trap 26: a committee of strangers, of another fleet, without itself or with a quorum below the charter's is refused"
    )
    func strangers() async throws {
        let fleet = try await fleet()
        let honest = try fleet.parameters(.symmetricDefault, key: "k")
        func changed(
            fleet name: String? = nil, threshold: Threshold? = nil, members: [KeyGenerationParameters.Member]? = nil
        ) throws -> KeyGenerationParameters {
            try KeyGenerationParameters(
                fleet: name ?? honest.fleet, key: honest.key, version: .first, shard: 1, suite: honest.suite,
                threshold: threshold ?? honest.threshold, epoch: .first, members: members ?? honest.members)
        }
        var strange = honest.members
        let foreign = try SampleIdentity.repeatable(3, seed: Seed(1))
        strange[1] = foreign[1].member
        var otherKey = honest.members
        otherKey[1] = KeyGenerationParameters.Member(
            custodian: honest.members[1].custodian, identityKey: honest.members[1].identityKey,
            sealingKey: foreign[1].sealingKey)
        try await expectRefusal(fleet, step(.announce, changed(fleet: "another")))
        try await expectRefusal(fleet, step(.announce, changed(members: strange)))
        try await expectRefusal(fleet, step(.announce, changed(members: otherKey)))
        try await expectRefusal(
            fleet,
            step(.announce, changed(threshold: Threshold(quorum: 2, of: 2), members: Array(honest.members[1...]))))
        try await fleet.start(fleet.seat(1), leastQuorum: 3)
        try await expectRefusal(fleet, step(.announce, honest))
    }

    @Test("rounds of a ceremony that is not open, or has other parameters, are refused")
    func unknownCeremony() async throws {
        let fleet = try await fleet()
        let parameters = try fleet.parameters(.symmetricDefault, key: "k")
        for round in [KeyGenerationStep.Round.reveal, .deal, .conclude] {
            try await expectRefusal(fleet, step(round, parameters))
        }
        let announcements = try await fleet.round(.announce, parameters, [])
        try await expectRefusal(fleet, step(.reveal, fleet.parameters(.ed25519, key: "k"), announcements))
        // A name that is taken.
        _ = try await fleet.round(.announce, fleet.parameters(.symmetricDefault, key: "a"), [], ceremony: [2])
        try await expectRefusal(
            fleet, step(.announce, fleet.parameters(.symmetricDefault, key: "b"), ceremony: [2]))
    }

    @Test("trap 26: only so many ceremonies are open at once, and those that stand still are dropped")
    func bounded() async throws {
        let fleet = try await fleet()
        let custodian = try fleet.custodian(1)
        var opened = 0
        for number in UInt8(0)..<100 {
            let parameters = try fleet.parameters(.symmetricDefault, key: "k\(number)")
            if (try? await custodian.generateKey(step(.announce, parameters, ceremony: [number]))) != nil {
                opened += 1
            }
        }
        #expect(opened == 64)
        fleet.time.advance(seconds: 31)
        _ = try await custodian.generateKey(
            step(.announce, fleet.parameters(.symmetricDefault, key: "late"), ceremony: [200]))
        try await expectRefusal(
            fleet,
            step(
                .announce, fleet.parameters(.symmetricDefault, key: "long"), ceremony: [UInt8](repeating: 1, count: 65))
        )
    }

    @Test("a judge needs all messages of four rounds, and names the liar from them")
    func judging() async throws {
        let liar = try await TestFleet(Threshold(quorum: 2, of: 3), liars: [2: .wrongShares])
        let parameters = try liar.parameters(.ed25519, key: "k")
        let (rounds, verdicts) = try await liar.runCeremony(parameters)
        let all = (rounds + [verdicts]).flatMap { $0 }
        for judge in [1, 3] {
            let answer = try await liar.custodian(judge).generateKey(step(.judge, parameters, all))
            guard case .culprits(let culprits) = answer else {
                Issue.record("custodian \(judge) gave no judgement")
                continue
            }
            #expect(culprits == [2])
        }
        try await expectRefusal(liar, step(.judge, parameters, Array(all.dropLast())))
        try await expectRefusal(liar, step(.judge, parameters, all + all))
        for seat in liar.seats where seat.id != liar.seat(2).id { #expect(seat.storage.shares.isEmpty) }
    }
}
