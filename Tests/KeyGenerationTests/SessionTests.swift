import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("Sessions and senders of a key generation")
struct SessionTests {
    private typealias Run = CeremonyRun<Ristretto255>

    private static func ceremony(_ seed: UInt64) throws -> SampleCeremony {
        try .repeatable(Threshold(quorum: 2, of: 3), seed: Seed(seed))
    }

    @Test("trap 26: every member's nonce changes the session, so no one party chooses it", arguments: 1...3)
    func session(member: Int) throws {
        let ceremony = try Self.ceremony(1)
        let honest = try Run(ceremony)
        let changed = try Run(ceremony) { delivery in
            guard delivery.round == 1, delivery.sender.value == member else { return delivery.message }
            return try ceremony.signed(
                delivery.message.body.flipping(bit: 8 * Forgery.headerCount + 5), by: delivery.sender)
        }
        #expect(Forgery.session(of: honest.rounds[1][0]) != Forgery.session(of: changed.rounds[1][0]))
        // Without a member's own doing, the same key comes out: the session is no part of it.
        #expect(try honest.certified().commitments == changed.certified().commitments)
    }

    @Test("messages of another ceremony, or of another round, are refused", arguments: 1...3)
    func replay(round: Int) throws {
        let ceremony = try Self.ceremony(1)
        var other = ceremony
        other = try SampleCeremony(
            ceremony.parameters.threshold, suite: .frostEd25519, seed: Seed(2), identities: ceremony.identities)
        let old = try Run(other)
        let sender = try ShareIndex(3)
        let error = #expect(throws: CeremonyError.self) {
            _ = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == sender else { return delivery.message }
                return old.rounds[round - 1][2]
            }.certified()
        }
        #expect(error?.code == .badMessage && error?.culprit == sender)
        let first = try Run(ceremony).rounds
        let misplaced = #expect(throws: CeremonyError.self) {
            _ = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == sender else { return delivery.message }
                return first[round % 3][2]
            }.certified()
        }
        #expect(misplaced?.code == .badMessage && misplaced?.culprit == sender)
    }

    @Test("trap 23: a member's message in another member's place is refused", arguments: 1...4)
    func impersonation(round: Int) throws {
        let ceremony = try Self.ceremony(1)
        let honest = try Run(ceremony)
        let (first, second) = (try ShareIndex(1), try ShareIndex(2))
        let messages = round == 4 ? honest.verdicts : honest.rounds[round - 1]
        // Its own words, and words with the victim's index under its own signature.
        var forgedBody = messages[0].body
        forgedBody[Forgery.headerCount - 1] = 1
        for message in [messages[1], try ceremony.signed(forgedBody, by: second)] {
            let error = #expect(throws: CeremonyError.self) {
                _ = try Run(ceremony) { delivery in
                    delivery.round == round && delivery.sender == first ? message : delivery.message
                }.certified()
            }
            #expect(error?.code == .badSignature && error?.culprit == first)
        }
    }

    @Test("a round with a message missing or too many is refused", arguments: [0, 2, 4])
    func messageCount(count: Int) throws {
        let run = try Run(Self.ceremony(1))
        for round in 0..<3 {
            var rounds = run.rounds
            rounds[round] = Array((rounds[round] + rounds[round]).prefix(count))
            let error = #expect(throws: CeremonyError.self) {
                try KeyGenerationRecord<Ristretto255>(parameters: run.ceremony.parameters, rounds: rounds)
            }
            #expect(error?.code == .badMessage)
        }
        let record = try run.record()
        let verdicts = Array((run.verdicts + run.verdicts).prefix(count))
        #expect(throws: CeremonyError.self) { try record.certified(verdicts) }
        #expect(throws: CeremonyError.self) { try record.hasComplaints(verdicts) }
        #expect(throws: CeremonyError.self) {
            try record.culprits(verdicts, sealing: run.ceremony.identities[0].sealing)
        }
        for wrong in [[], Array(run.rounds.prefix(2)), run.rounds + [run.verdicts]] {
            #expect(throws: CeremonyError.self) {
                try KeyGenerationRecord<Ristretto255>(parameters: run.ceremony.parameters, rounds: wrong)
            }
        }
    }

    @Test("a member takes each round once and in its order")
    func order() throws {
        let ceremony = try Self.ceremony(1)
        let rounds = try Run(ceremony).rounds
        var member = try KeyGenerationParticipant<Ristretto255>(
            parameters: ceremony.parameters, index: ShareIndex(1), signer: ceremony.identities[0],
            sealing: MaskSealing(
                sealingKey: ceremony.identities[0].sealingKey, random: SeededRandom(1, stream: "sealing 1")),
            random: SeededRandom(1, stream: "member 1"))
        func expectOutOfOrder(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) {
            let error = #expect(throws: CeremonyError.self, sourceLocation: sourceLocation) { try body() }
            #expect(error?.code == .outOfOrder, sourceLocation: sourceLocation)
        }
        expectOutOfOrder { _ = try member.reveal(rounds[0]) }
        expectOutOfOrder { _ = try member.deal(rounds[1]) }
        #expect(try member.announce() == rounds[0][0])
        expectOutOfOrder { _ = try member.announce() }
        expectOutOfOrder { _ = try member.conclude(rounds[2]) }
        #expect(try member.reveal(rounds[0]) == rounds[1][0])
        expectOutOfOrder { _ = try member.reveal(rounds[0]) }
        #expect(try member.deal(rounds[1]) == rounds[2][0])
        _ = try member.conclude(rounds[2])
        expectOutOfOrder { _ = try member.conclude(rounds[2]) }
    }

    @Test("trap 29: random bodies under good signatures never trap", arguments: Seed.first(32))
    func randomBodies(seed: Seed) throws {
        let ceremony = try Self.ceremony(seed.value)
        let random = SeededRandom(seed.value, stream: "bodies")
        let round = random.number(in: 1..<5)
        let sender = try ShareIndex(random.number(in: 1..<4))
        let keepsHeader = random.number(in: 0..<4) > 0
        let error = #expect(throws: CeremonyError.self) {
            _ = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == sender else { return delivery.message }
                // Small numbers mostly, so that lengths and counts are plausible.
                let noise = random.bytes(random.number(in: 0..<200)).map { $0 > 128 ? $0 : $0 & 3 }
                return try ceremony.signed(
                    (keepsHeader ? Forgery.header(of: delivery.message) : []) + noise, by: sender)
            }.certified()
        }
        #expect(error?.culprit == sender)
    }
}
