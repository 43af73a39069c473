import Custodian
import CustodianContract
import Groups
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A custodian's nonces are used once")
struct NonceTests {
    @Test("trap 14: the second request for the same commitment is refused, also for the same message")
    func once() async throws {
        let fleet = try await SigningFleet()
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        #expect(try await fleet.sign(1, commitments).signatureShare != nil)
        #expect(try await fleet.sign(1, commitments).refusal == .unknownNonce)
        #expect(try await fleet.sign(1, commitments, message: [8]).refusal == .unknownNonce)
    }

    @Test("trap 14: of many requests at once for one commitment, one is answered", arguments: 0..<4)
    func concurrently(attempt: Int) async throws {
        let fleet = try await SigningFleet()
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        let answers = try await withThrowingTaskGroup(of: ShareResult.self) { group in
            for message in UInt8(0)..<32 {
                group.addTask { try await fleet.sign(1, commitments, message: [message]) }
            }
            return try await group.reduce(into: [ShareResult]()) { $0.append($1) }
        }
        #expect(answers.count { $0.signatureShare != nil } == 1)
        #expect(answers.count { $0.refusal == .unknownNonce } == 31)
    }

    @Test("trap 16: a request that is refused has used its nonces up, another signer set gets nothing from them")
    func refusedRequest() async throws {
        let fleet = try await SigningFleet()
        let own = try await fleet.nonces(1).commitments
        let (second, third) = (try await fleet.nonces(2).commitments, try await fleet.nonces(3).commitments)
        // Three signers where the quorum is two.
        #expect(try await fleet.sign(1, own + second + third).refusal == .malformed)
        #expect(try await fleet.sign(1, own + second).refusal == .unknownNonce)
    }

    @Test("trap 14: a restart voids every nonce")
    func restart() async throws {
        let fleet = try await SigningFleet()
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        let boot = try await fleet.nonces(1).boot
        try await fleet.fleet.start(fleet.fleet.seat(1))
        #expect(try await fleet.sign(1, commitments).refusal == .unknownNonce)
        let fresh = try await fleet.nonces(1)
        #expect(fresh.boot != boot)
        #expect(try await fleet.sign(1, fresh.commitments + commitments.suffix(1)).signatureShare != nil)
    }

    @Test("a nonce serves the gateway that it was offered to, and the scheme that it was made for")
    func owners() async throws {
        let fleet = try await SigningFleet()
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        #expect(try await fleet.sign(1, commitments, gateway: "gateway-2").refusal == .unknownNonce)
        let message = [UInt8](repeating: 0, count: 64)
        let answer = try await fleet.sign(1, commitments, scheme: .ed25519ph, message: message)
        #expect(answer.refusal == .unknownNonce)
        #expect(try await fleet.sign(1, commitments).signatureShare != nil)
    }

    @Test("trap 16: a list without the custodian's own exact commitment is refused")
    func foreignCommitment() async throws {
        let fleet = try await SigningFleet()
        let own = try await fleet.nonces(1).commitments[0]
        let (second, third) = (try await fleet.nonces(2).commitments[0], try await fleet.nonces(3).commitments[0])
        let swapped = SignerCommitment(index: 1, hiding: own.binding, binding: own.hiding)
        let borrowed = SignerCommitment(index: 1, hiding: third.hiding, binding: third.binding)
        for list in [[second, third], [swapped, second], [borrowed, second]] {
            #expect(try await fleet.sign(1, list).refusal == .unknownNonce)
        }
        #expect(try await fleet.sign(1, [own, second]).signatureShare != nil)
    }

    @Test("trap 2: a list with duplicates or of the wrong size is refused")
    func lists() async throws {
        let fleet = try await SigningFleet()
        let second = try await fleet.nonces(2).commitments[0]
        for repeated in [[0], [0, 0], [0, 1, 1]] {
            let own = try await fleet.nonces(1).commitments[0]
            #expect(try await fleet.sign(1, repeated.map { $0 == 0 ? own : second }).refusal == .malformed)
        }
        let own = try await fleet.nonces(1).commitments[0]
        let twice = SignerCommitment(index: 1, hiding: second.hiding, binding: second.binding)
        #expect(try await fleet.sign(1, [own, twice]).refusal == .malformed)
        #expect(try await fleet.sign(1, []).refusal != nil)
        #expect(try await fleet.sign(1, [SignerCommitment](repeating: own, count: 21)).refusal == .malformed)
    }

    @Test("trap 1: an index outside 1...n in a list is refused", arguments: [0, -1, 4, 20, 21, 256, Int.max, Int.min])
    func indices(index: Int) async throws {
        let fleet = try await SigningFleet()
        let (own, second) = (try await fleet.nonces(1).commitments[0], try await fleet.nonces(2).commitments[0])
        let wrong = SignerCommitment(index: index, hiding: second.hiding, binding: second.binding)
        #expect(try await fleet.sign(1, [own, wrong]).refusal == .malformed)
    }

    @Test("trap 18: a list with the identity, a point of small order, or no point at all is refused")
    func points() async throws {
        let fleet = try await SigningFleet()
        let second = try await fleet.nonces(2).commitments[0]
        let zero = [UInt8](repeating: 0, count: 32)
        // (0, 1), (0, -1), (0, 0).
        let bad = [
            zero + Element<Edwards25519>.identity.bytes, zero + [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
            zero + zero, second.hiding.flipping(bit: 300), zero, [], [1, 2, 3],
        ]
        for point in bad {
            for wrong in [
                SignerCommitment(index: 2, hiding: point, binding: second.binding),
                SignerCommitment(index: 2, hiding: second.hiding, binding: point),
            ] {
                let own = try await fleet.nonces(1).commitments[0]
                #expect(try await fleet.sign(1, [own, wrong]).refusal == .malformed)
                // Its nonces are gone all the same.
                #expect(try await fleet.sign(1, [own, second]).refusal == .unknownNonce)
            }
        }
    }

    @Test("the oldest nonces of a gateway go where it has too many; the newest stay")
    func bounded() async throws {
        let fleet = try await SigningFleet()
        let first = try await fleet.nonces(1).commitments
        for _ in 0..<64 { _ = try await fleet.nonces(1, count: 32) }
        let last = try await fleet.nonces(1).commitments
        let second = try await fleet.nonces(2, count: 2).commitments
        #expect(try await fleet.sign(1, first + second.prefix(1)).refusal == .unknownNonce)
        #expect(try await fleet.sign(1, last + second.suffix(1)).signatureShare != nil)
    }

    @Test("nonces of a deleted key are gone")
    func deletedKey() async throws {
        let fleet = try await SigningFleet()
        let commitments = try await [fleet.nonces(1), fleet.nonces(2)].flatMap(\.commitments)
        try await fleet.fleet.publish(.key(fleet.key.id), .removed)
        #expect(try await fleet.sign(1, commitments).refusal == .unknownShare)
    }
}
