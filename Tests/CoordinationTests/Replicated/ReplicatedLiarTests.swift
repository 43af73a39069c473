import Coordination
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Custodians that lie about values of replicated keys")
struct ReplicatedLiarTests {
    private static let everywhere: [Conduct] = [.wrongPartial, .wrongProof, .staleEpoch, .garbage, .otherKind]

    private func fleet(_ quorum: Int = 3, of count: Int = 5) async throws -> (ClientFleet, KeyRecord) {
        let fleet = try await ClientFleet(quorum: quorum, of: count)
        return (fleet, try await fleet.fleet.createKey(.symmetricDefault, suite: SuiteChoice(.replicatedAES)))
    }

    @Test("one that lies in all it says is named at once, and the request is served", arguments: everywhere, 1...5)
    func encryption(lie: Conduct, liar: Int) async throws {
        let (fleet, key) = try await fleet()
        fleet.fleet.seat(liar).link.behave(lie)
        let sealed = try await fleet.encrypt(key)
        #expect(fleet.liars == [fleet.fleet.seat(liar).id] && fleet.roster.isQuarantined(fleet.fleet.seat(liar).id))
        fleet.fleet.seat(liar).link.behave(.honest)
        #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
    }

    @Test(
        "decryption names the liar and succeeds, also where it lies in one value only",
        arguments: everywhere + [.wrongValue])
    func decryption(lie: Conduct) async throws {
        let (fleet, key) = try await fleet()
        let sealed = try await fleet.encrypt(key)
        let liar = fleet.fleet.seat(2)
        liar.link.behave(lie)
        for _ in 0..<50 where fleet.liars.isEmpty {
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.liars == [liar.id])
    }

    @Test("a lie in one value only: encryption fails rather than ask the majority, suspects are told, nobody is blamed")
    func oneValue() async throws {
        let (fleet, key) = try await fleet()
        let liar = fleet.fleet.seat(3)
        liar.link.behave(.wrongValue)
        await #expect(throws: CoordinationError(.keyUnavailable, "")) { _ = try await fleet.encrypt(key) }
        #expect(fleet.liars.isEmpty && fleet.suspects.count == 3 && fleet.suspects.contains(liar.id))
        #expect(!fleet.roster.isQuarantined(liar.id))
    }

    @Test("two colluders whose false values cancel in the sum get nobody else convicted")
    func cancelling() async throws {
        let (fleet, key) = try await fleet()
        let sealed = try await fleet.encrypt(key)
        let colluders = [fleet.fleet.seat(1), fleet.fleet.seat(2)]
        for colluder in colluders { colluder.link.behave(.cancellingValues) }
        for _ in 0..<12 {
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.liars.isSubset(of: Set(colluders.map(\.id))))
        #expect(!fleet.suspects.isEmpty)
    }

    @Test("two of five that lie: no wrong result, both named in time by decryption")
    func two() async throws {
        let (fleet, key) = try await fleet()
        let sealed = try await fleet.encrypt(key)
        let liars = [fleet.fleet.seat(1), fleet.fleet.seat(4)]
        liars[0].link.behave(.wrongPartial)
        liars[1].link.behave(.garbage)
        for _ in 0..<50 where fleet.liars.count < 2 {
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        #expect(fleet.liars == Set(liars.map(\.id)))
        await #expect(throws: CoordinationError(.keyUnavailable, "")) { _ = try await fleet.encrypt(key) }
    }

    @Test("two colluders that lie alike get nothing wrong encrypted, wherever they sit")
    func colluders() async throws {
        for pair in [(1, 2), (1, 5), (3, 4)] {
            let (fleet, key) = try await fleet()
            for index in [pair.0, pair.1] { fleet.fleet.seat(index).link.behave(.wrongPartial) }
            let sealed = try? await fleet.encrypt(key)
            for index in [pair.0, pair.1] { fleet.fleet.seat(index).link.behave(.honest) }
            if let sealed {
                #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
            }
            #expect(fleet.liars.isSubset(of: [fleet.fleet.seat(pair.0).id, fleet.fleet.seat(pair.1).id]))
        }
    }
}
