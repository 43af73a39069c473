import Coordination
import CustodianContract
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Keys of the suite replicated-aes at a gateway")
struct ReplicatedUseTests {
    private static let strict = SuiteChoice(.replicatedAES, isStrict: true)

    private func fleet(
        _ quorum: Int = 3, of count: Int = 5, _ suite: SuiteChoice = SuiteChoice(.replicatedAES)
    ) async throws -> (ClientFleet, KeyRecord) {
        let fleet = try await ClientFleet(quorum: quorum, of: count)
        return (fleet, try await fleet.fleet.createKey(.symmetricDefault, suite: suite))
    }

    @Test(
        "encryption is vouched for by 2k - 1 members, or all; decryption takes k",
        arguments: [(2, 3), (3, 5), (3, 7), (4, 6)])
    func roundTrip(quorum: Int, count: Int) async throws {
        let (fleet, key) = try await fleet(quorum, of: count)
        let sealed = try await fleet.encrypt(key)
        #expect(sealed.use.custodians.count == min(count, 2 * quorum - 1) && sealed.use.attempts == 1)
        #expect(sealed.use.isReduced == (count < 2 * quorum - 1))
        let opened = try await fleet.decrypt(sealed.ciphertext, key)
        #expect(opened.plaintext == ClientFleet.plaintext)
        #expect(opened.use.custodians.count == quorum && opened.use.attempts == 1 && !opened.use.isReduced)
    }

    @Test("one away: encryption goes on, reduced; two away: it refuses and names them, and decryption still works")
    func absence() async throws {
        let (fleet, key) = try await fleet()
        let sealed = try await fleet.encrypt(key)
        fleet.fleet.seat(2).link.behave(.disconnected)
        let reduced = try await fleet.encrypt(key)
        #expect(reduced.use.isReduced && reduced.use.custodians.count == 4)
        fleet.fleet.seat(4).link.behave(.disconnected)
        let error = await #expect(throws: CoordinationError.self) { _ = try await fleet.encrypt(key) }
        #expect(error?.code == .keyUnavailable)
        for index in [2, 4] { #expect(error?.message.contains(fleet.fleet.seat(index).id.description) == true) }
        for ciphertext in [sealed.ciphertext, reduced.ciphertext] {
            #expect(try await fleet.decrypt(ciphertext, key).plaintext == ClientFleet.plaintext)
        }
    }

    @Test("a strict key encrypts with 2k - 1 members or not at all")
    func strict() async throws {
        let (fleet, key) = try await fleet(3, of: 5, Self.strict)
        let sealed = try await fleet.encrypt(key)
        #expect(!sealed.use.isReduced)
        fleet.fleet.seat(1).link.behave(.disconnected)
        let error = await #expect(throws: CoordinationError.self) { _ = try await fleet.encrypt(key) }
        #expect(error?.code == .keyUnavailable && error?.message.contains("needs 5 of 5") == true)
        #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test("a silent member delays one request at most, and is not waited for after that")
    func silent() async throws {
        let (fleet, key) = try await fleet()
        let sealed = try await fleet.encrypt(key)
        fleet.fleet.seat(5).link.behave(.silent)
        #expect(try await fleet.encrypt(key).use.isReduced)
        for _ in 0..<5 {
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
    }

    @Test("a slow member's place is taken by a spare, with nothing reduced")
    func spare() async throws {
        let (fleet, key) = try await fleet(2, of: 5)
        for index in [1, 3] { fleet.fleet.seat(index).link.behave(.slow(10_000)) }
        let sealed = try await fleet.encrypt(key)
        #expect(!sealed.use.isReduced && sealed.use.custodians.count == 3)
        #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test("another context, another key or a changed ciphertext does not open, and nobody is blamed")
    func changed() async throws {
        let (fleet, key) = try await fleet()
        let other = try await fleet.fleet.createKey(
            .symmetricDefault, suite: SuiteChoice(.replicatedAES), id: "99999999-2222-4333-8444-555555555555")
        let sealed = try await fleet.encrypt(key)
        let context = ClientFleet.otherContext
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext, key, context: context)
        }
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext, other)
        }
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext.flipping(bit: 8 * sealed.ciphertext.count - 3), key)
        }
        #expect(fleet.liars.isEmpty && fleet.suspects.isEmpty && fleet.failed.isEmpty)
    }

    @Test("with k members only, a ciphertext that does not open is not called invalid: one of them may be wrong")
    func tooFewToTell() async throws {
        let (fleet, key) = try await fleet()
        let sealed = try await fleet.encrypt(key)
        for index in [1, 2] { fleet.fleet.seat(index).link.behave(.disconnected) }
        await #expect(throws: CoordinationError(.keyUnavailable, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext, key, context: ClientFleet.otherContext)
        }
    }

    @Test("that few answer makes nobody a suspect")
    func fewAreNoSuspects() async throws {
        let fleet = try await ClientFleet(quorum: 3, of: 4)
        let key = try await fleet.fleet.createKey(.symmetricDefault, suite: SuiteChoice(.replicatedAES))
        let sealed = try await fleet.encrypt(key)
        let absent = fleet.fleet.seat(2)
        absent.link.behave(.refuses(.unavailable))
        for _ in 0..<50 where !fleet.failed.contains(absent.id) {
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.failed == [absent.id] && fleet.suspects.isEmpty && fleet.liars.isEmpty)
    }
}
