import Coordination
import CustodianContract
import KeyMap
import TestSupport
import Testing

@Suite("One custodian that lies: no wrong result, the liar named, the request served")
struct LiarTests {
    private static let lies: [Conduct] = [.wrongPartial, .wrongProof, .staleEpoch, .garbage, .otherKind]

    /// Repeats a request, which must succeed each time, until the liar was caught. Others may be quicker a few times.
    private func untilCaught(_ fleet: ClientFleet, _ body: () async throws -> Void) async throws {
        for _ in 0..<200 where fleet.liars.isEmpty { try await body() }
    }

    private func expectBlame(_ fleet: ClientFleet, _ liar: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        let custodian = fleet.fleet.seat(liar).id
        #expect(fleet.liars == [custodian], sourceLocation: sourceLocation)
        #expect(fleet.roster.isQuarantined(custodian), sourceLocation: sourceLocation)
        #expect(fleet.roster.standing(custodian).lies >= 1, sourceLocation: sourceLocation)
    }

    @Test("encryption", arguments: lies + [.noProof])
    func encryption(lie: Conduct) async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        fleet.fleet.seat(3).link.behave(lie)
        try await untilCaught(fleet) {
            let sealed = try await fleet.encrypt(key)
            #expect(!sealed.use.custodians.contains(fleet.fleet.seat(3).id))
            #expect(try await fleet.decrypt(sealed.ciphertext, key).plaintext == ClientFleet.plaintext)
        }
        expectBlame(fleet, 3)
    }

    @Test("decryption", arguments: lies)
    func decryption(lie: Conduct) async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let sealed = try await fleet.encrypt(key)
        fleet.fleet.seat(2).link.behave(lie)
        try await untilCaught(fleet) {
            let opened = try await fleet.decrypt(sealed.ciphertext, key)
            #expect(opened.plaintext == ClientFleet.plaintext)
        }
        expectBlame(fleet, 2)
    }

    @Test("trap 45: the request that met a lie names the liar, also one that is not asked a second time")
    func namedAtOnce() async throws {
        for attempt in 0..<12 {
            let fleet = try await ClientFleet(leastPatience: .seconds(30))
            let key = try await fleet.fleet.createKey(.symmetricDefault)
            let sealed = try await fleet.encrypt(key)
            let liar = fleet.fleet.seat(1 + attempt % 5)
            liar.link.behave(.wrongPartial)
            let asked = liar.link.uses.count
            for _ in 0..<200 where liar.link.uses.count == asked {
                let opened = try await fleet.decrypt(sealed.ciphertext, key)
                #expect(opened.plaintext == ClientFleet.plaintext)
                #expect(opened.use.attempts == 1 || fleet.liars == [liar.id])
            }
            #expect(liar.link.uses.count > asked && fleet.liars == [liar.id])
        }
    }

    @Test("signing", arguments: lies + [.unsignedNonces], SignatureScheme.allCases)
    func signing(lie: Conduct, scheme: SignatureScheme) async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.ed25519)
        fleet.fleet.seat(5).link.behave(lie)
        let message = [UInt8](repeating: 3, count: 64)
        try await untilCaught(fleet) {
            let signed = try await fleet.sign(message, scheme, key)
            #expect(ClientFleet.isValid(signed, message, scheme, key))
            #expect(!signed.use.custodians.contains(fleet.fleet.seat(5).id))
        }
        expectBlame(fleet, 5)
    }

    @Test("two of five lie, each in its own way, in every operation")
    func twoLiars() async throws {
        let fleet = try await ClientFleet()
        let encrypting = try await fleet.fleet.createKey(.symmetricDefault, id: "e")
        let signing = try await fleet.fleet.createKey(.ed25519, id: "s")
        fleet.fleet.seat(1).link.behave(.wrongPartial)
        fleet.fleet.seat(4).link.behave(.garbage)
        for number in UInt8(0)..<8 {
            let sealed = try await fleet.encrypt(encrypting)
            #expect(try await fleet.decrypt(sealed.ciphertext, encrypting).plaintext == ClientFleet.plaintext)
            let signed = try await fleet.sign([number], .ed25519, signing)
            #expect(ClientFleet.isValid(signed, [number], .ed25519, signing))
        }
        #expect(fleet.liars.isSubset(of: [fleet.fleet.seat(1).id, fleet.fleet.seat(4).id]))
    }

    @Test("more than n - k liars: no result at all, and no wrong one")
    func tooManyLiars() async throws {
        let fleet = try await ClientFleet(quorum: 3, of: 5)
        let encrypting = try await fleet.fleet.createKey(.symmetricDefault, id: "e")
        let signing = try await fleet.fleet.createKey(.ed25519, id: "s")
        let sealed = try await fleet.encrypt(encrypting)
        for index in 1...3 { fleet.fleet.seat(index).link.behave(.wrongPartial) }
        let liars = Set((1...3).map { fleet.fleet.seat($0).id })
        await #expect(throws: CoordinationError(.keyUnavailable, "")) { _ = try await fleet.encrypt(encrypting) }
        await #expect(throws: CoordinationError(.keyUnavailable, "")) {
            _ = try await fleet.decrypt(sealed.ciphertext, encrypting)
        }
        await #expect(throws: CoordinationError(.keyUnavailable, "")) {
            _ = try await fleet.sign([1], .ed25519, signing)
        }
        #expect(fleet.liars == liars)
    }

    @Test("a liar is asked last while its quarantine lasts, and named in what others serve")
    func quarantine() async throws {
        let fleet = try await ClientFleet()
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let liar = fleet.fleet.seat(3)
        liar.link.behave(.wrongPartial)
        try await untilCaught(fleet) { _ = try await fleet.encrypt(key) }
        let asked = liar.link.uses.count
        for _ in 0..<10 {
            let sealed = try await fleet.encrypt(key)
            #expect(sealed.use.blamed == [liar.id] && sealed.use.attempts == 1)
        }
        #expect(liar.link.uses.count == asked)
        liar.link.behave(.honest)
        fleet.fleet.time.advance(seconds: 301)
        #expect(!fleet.roster.isQuarantined(liar.id))
        for _ in 0..<200 where liar.link.uses.count == asked {
            let sealed = try await fleet.encrypt(key)
            #expect(sealed.use.blamed.isEmpty)
        }
        #expect(liar.link.uses.count > asked)
    }
}
