import Custodian
import CustodianContract
import Hub
import KeyGeneration
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A member that breaks a key generation is named, and leaves nothing behind")
struct DishonestMemberTests {
    private func expectBlame(
        _ fleet: HubFleet, _ index: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let liar = fleet.fleet.seat(index).id
        let error = await #expect(throws: HubError(.ceremonyFailed, ""), sourceLocation: sourceLocation) {
            try await fleet.hub.createKey(fleet.creation())
        }
        #expect(error?.custodians == [liar], sourceLocation: sourceLocation)
        #expect(error?.message.contains(liar.description) == true, sourceLocation: sourceLocation)
        #expect(try await fleet.isEmpty(), sourceLocation: sourceLocation)
    }

    @Test("a dealer of wrong shares", arguments: [1, 3], [LyingSealing.Lie.wrongShares, .garbage])
    func dealer(index: Int, lie: LyingSealing.Lie) async throws {
        let fleet = try await HubFleet(quorum: 2, of: 4, liars: [index: lie])
        try await fleet.following { try await expectBlame(fleet, index) }
    }

    @Test("one that complains of an honest dealer", arguments: [1, 4])
    func complainer(index: Int) async throws {
        let fleet = try await HubFleet(quorum: 2, of: 4, liars: [index: .blind])
        try await fleet.following { try await expectBlame(fleet, index) }
    }

    @Test(
        "one whose messages are not signed by it",
        arguments: [KeyGenerationStep.Round.announce, .reveal, .deal, .conclude])
    func unsigned(round: KeyGenerationStep.Round) async throws {
        let fleet = try await HubFleet()
        fleet.fleet.seat(2).link.intercept { step, service in
            let answer = try await service.generateKey(step)
            guard step.round == round, case .message(let message, _) = answer else { return answer }
            return .message(
                SignedMessage(body: message.body.flipping(bit: 8 * 40), signature: message.signature))
        }
        try await fleet.following { try await expectBlame(fleet, 2) }
    }

    @Test("one that answers another question, or refuses for no reason", arguments: [true, false])
    func nonsense(isAnswer: Bool) async throws {
        let fleet = try await HubFleet()
        let seat = fleet.fleet.seat(3)
        seat.link.intercept { step, service in
            guard step.round == .reveal else { return try await service.generateKey(step) }
            guard isAnswer else {
                throw CeremonyRefusal(member: seat.id, reason: "no", culprit: 1)
            }
            return .culprits([1])
        }
        try await fleet.following { try await expectBlame(fleet, 3) }
    }

    @Test("fewer than a quorum of false judges convict nobody that is honest")
    func falseJudges() async throws {
        let fleet = try await HubFleet(quorum: 3, of: 5, liars: [2: .wrongShares])
        for index in [2, 4] {
            fleet.fleet.seat(index).link.intercept { step, service in
                guard step.round == .judge else { return try await service.generateKey(step) }
                return .culprits([1, 99, -3])
            }
        }
        try await fleet.following { try await expectBlame(fleet, 2) }
    }
}
