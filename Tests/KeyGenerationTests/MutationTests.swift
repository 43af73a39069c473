import ByteCoding
import Groups
import KeyGeneration
import SecretSharing
import TestSupport
import Testing

@Suite("Trap 12: not one bit of a key generation can be changed")
struct MutationTests {
    private typealias Run = CeremonyRun<Ristretto255>

    /// Two of three, with stand-ins for HPKE.
    private static func ceremony(_ seed: UInt64) throws -> SampleCeremony {
        try .repeatable(Threshold(quorum: 2, of: 3), seed: Seed(seed))
    }

    private static func flipped(_ message: SignedMessage, bit: Int) throws -> SignedMessage {
        let bytes = (message.body + message.signature).flipping(bit: bit)
        return SignedMessage(body: Array(bytes.dropLast(64)), signature: Array(bytes.suffix(64)))
    }

    @Test(
        "trap 12: the coordinator refuses a bit changed in any byte of any message, and names its sender",
        arguments: 1...4, 1...3)
    func coordinator(round: Int, sender: Int) throws {
        let run = try Run(Self.ceremony(1))
        let culprit = try ShareIndex(sender)
        let honest = round == 4 ? run.verdicts[sender - 1] : run.rounds[round - 1][sender - 1]
        // The three senders' messages are of one shape: between them every byte is changed.
        for byte in stride(from: sender - 1, to: honest.body.count + 64, by: 3) {
            let bit = 8 * byte + (byte + round) % 8
            var rounds = run.rounds
            var verdicts = run.verdicts
            let changed = try Self.flipped(honest, bit: bit)
            if round == 4 { verdicts[sender - 1] = changed } else { rounds[round - 1][sender - 1] = changed }
            let error = #expect(throws: CeremonyError.self, "byte \(byte)") {
                try KeyGenerationRecord<Ristretto255>(parameters: run.ceremony.parameters, rounds: rounds)
                    .certified(verdicts)
            }
            #expect(error?.code == .badSignature && error?.culprit == culprit, "byte \(byte)")
        }
    }

    @Test("trap 12: a member refuses a bit changed on the way, and names the sender", arguments: 1...3, Seed.first(24))
    func member(round: Int, seed: Seed) throws {
        let random = SeededRandom(seed.value, stream: "mutation \(round)")
        let sender = try ShareIndex(random.number(in: 1..<4))
        let recipient = try ShareIndex(random.number(in: 1..<4))
        let error = #expect(throws: CeremonyError.self) {
            _ = try Run(Self.ceremony(seed.value)) { delivery in
                guard delivery.round == round, delivery.sender == sender, delivery.recipient == recipient else {
                    return delivery.message
                }
                let count = delivery.message.body.count + 64
                return try Self.flipped(delivery.message, bit: random.number(in: 0..<8 * count))
            }
        }
        #expect(error?.code == .badSignature && error?.culprit == sender)
    }

    @Test(
        "trap 12: a sender that changes a bit and signs it is named; only its own nonce may be another",
        arguments: 1...4, Seed.first(48))
    func malicious(round: Int, seed: Seed) throws {
        let random = SeededRandom(seed.value, stream: "malicious \(round)")
        let sender = try ShareIndex(random.number(in: 1..<4))
        let draw = random.number(in: 0..<1 << 30)
        try expectBlame(of: sender, round: round, in: Self.ceremony(seed.value)) { draw % (8 * $0) }
    }

    @Test("trap 12: the same with HPKE between the members", arguments: 1...4, Seed.first(6))
    func maliciousWithHPKE(round: Int, seed: Seed) throws {
        let random = SeededRandom(seed.value, stream: "malicious \(round)")
        let sender = try ShareIndex(random.number(in: 1..<4))
        let draw = random.number(in: 0..<1 << 30)
        let ceremony = try SampleCeremony.enrolled(Threshold(quorum: 2, of: 3), seed: seed)
        try expectBlame(of: sender, round: round, in: ceremony) { draw % (8 * $0) }
    }

    @Test("trap 12: every byte of a payload counts", arguments: 1...4)
    func everyByte(round: Int) throws {
        let ceremony = try Self.ceremony(7)
        let sender = try ShareIndex(2)
        let run = try Run(ceremony)
        let message = round == 4 ? run.verdicts[1] : run.rounds[round - 1][1]
        for byte in Forgery.headerCount..<message.body.count {
            try expectBlame(of: sender, round: round, in: ceremony) { _ in 8 * byte + byte % 8 }
        }
    }

    /// - Parameter choose: which bit of so many bytes.
    private func expectBlame(
        of sender: ShareIndex, round: Int, in ceremony: SampleCeremony, bit choose: (Int) -> Int
    ) throws {
        var bit = 0
        let outcome: Outcome
        do {
            let run = try Run(ceremony) { delivery in
                guard delivery.round == round, delivery.sender == sender else { return delivery.message }
                bit = choose(delivery.message.body.count)
                return try ceremony.signed(delivery.message.body.flipping(bit: bit), by: sender)
            }
            if try run.record().hasComplaints(run.verdicts) {
                outcome = .judged(try ceremony.indices.filter { $0 != sender }.map { try run.culprits(judge: $0) })
            } else {
                _ = try run.certified()
                outcome = .certified
            }
        } catch let error as CeremonyError {
            outcome = .refused(error.culprit)
        }
        switch outcome {
        case .refused(let culprit): #expect(culprit == sender, "round \(round), bit \(bit)")
        case .judged(let culprits):
            #expect(culprits == [[sender], [sender]], "round \(round), bit \(bit)")
            #expect(round == 1 || round == 3, "round \(round), bit \(bit)")
        case .certified:
            // The nonce of an announcement is 32 bytes of anything; whatever is signed becomes part of the session.
            let isNonce = round == 1 && (0..<32).contains(bit / 8 - Forgery.headerCount)
            #expect(isNonce, "round \(round), bit \(bit) is not checked by anybody")
        }
    }

    private enum Outcome {
        case refused(ShareIndex?)
        case judged([[ShareIndex]])
        case certified
    }
}
