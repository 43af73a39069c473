import Coordination
import CustodianContract
import KeyMap
import TestSupport
import Testing

@Suite("Custodians that are gone, silent or slow", .serialized)
struct AbsenceTests {
    private func keys(_ fleet: ClientFleet) async throws -> (encrypting: KeyRecord, signing: KeyRecord) {
        (
            try await fleet.fleet.createKey(.symmetricDefault, id: "e"),
            try await fleet.fleet.createKey(.ed25519, id: "s")
        )
    }

    private func expectService(
        _ fleet: ClientFleet, _ keys: (encrypting: KeyRecord, signing: KeyRecord), ciphertext: [UInt8]
    ) async throws {
        #expect(try await fleet.decrypt(ciphertext, keys.encrypting).plaintext == ClientFleet.plaintext)
        let sealed = try await fleet.encrypt(keys.encrypting)
        #expect(try await fleet.decrypt(sealed.ciphertext, keys.encrypting).plaintext == ClientFleet.plaintext)
        let signed = try await fleet.sign([1], .ed25519, keys.signing)
        #expect(ClientFleet.isValid(signed, [1], .ed25519, keys.signing))
    }

    @Test("any two of five may be gone", arguments: [[1, 2], [2, 4], [3, 5], [1, 5]])
    func twoGone(gone: [Int]) async throws {
        let fleet = try await ClientFleet()
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        for index in gone { fleet.fleet.seat(index).link.behave(.disconnected) }
        try await expectService(fleet, keys, ciphertext: ciphertext)
        #expect(fleet.liars.isEmpty)
    }

    @Test("with fewer than a quorum the refusal comes at once and names those out of reach; with one back, service")
    func tooFew() async throws {
        let fleet = try await ClientFleet()
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        for index in 1...3 { fleet.fleet.seat(index).link.behave(.disconnected) }
        let start = ContinuousClock.now
        for _ in 0..<2 {
            let decryption = await #expect(throws: CoordinationError(.keyUnavailable, "")) {
                _ = try await fleet.decrypt(ciphertext, keys.encrypting)
            }
            let signature = await #expect(throws: CoordinationError(.keyUnavailable, "")) {
                _ = try await fleet.sign([1], .ed25519, keys.signing)
            }
            #expect(
                decryption?.message.contains("3 of 5") == true && decryption?.message.contains("custodian-") == true)
            #expect(signature?.message.contains("custodian-") == true)
        }
        // Nobody waits for the deadline: each of these refusals would take 60 s.
        #expect(ContinuousClock.now - start < .seconds(60))
        fleet.fleet.seat(2).link.behave(.honest)
        try await expectService(fleet, keys, ciphertext: ciphertext)
    }

    @Test("two silent custodians are hedged in every encryption and decryption")
    func silentEncryption() async throws {
        let fleet = try await ClientFleet()
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        for index in [1, 2] { fleet.fleet.seat(index).link.behave(.silent) }
        for _ in 0..<8 {
            #expect(try await fleet.decrypt(ciphertext, keys.encrypting).plaintext == ClientFleet.plaintext)
            _ = try await fleet.encrypt(keys.encrypting)
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test("two silent custodians are hedged in a key's first signature too, which has no nonces yet", arguments: 0..<6)
    func silentSigning(attempt: Int) async throws {
        let fleet = try await ClientFleet()
        let keys = try await keys(fleet)
        for index in [1, 2] { fleet.fleet.seat(index).link.behave(.silent) }
        for number in UInt8(0)..<3 {
            let signed = try await fleet.sign([number], .ed25519, keys.signing)
            #expect(ClientFleet.isValid(signed, [number], .ed25519, keys.signing))
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test("trap 45: a custodian that leaves a request without an answer is named until it answers")
    func named() async throws {
        let fleet = try await ClientFleet(quorum: 2, of: 3)
        let keys = try await keys(fleet)
        let silent = fleet.fleet.seat(1)
        silent.link.behave(.silent)
        for _ in 0..<200 where silent.link.uses.isEmpty { _ = try await fleet.encrypt(keys.encrypting) }
        try await Task.sleep(for: .milliseconds(1_100))
        #expect(fleet.roster.isSilent(silent.id))
        #expect(try await fleet.encrypt(keys.encrypting).use.blamed == [silent.id])
        silent.link.behave(.honest)
        #expect(!fleet.roster.isSilent(silent.id))
        #expect(try await fleet.encrypt(keys.encrypting).use.blamed.isEmpty)
    }

    @Test("a quorum that stays silent is a timeout that names it, within the deadline")
    func allSilent() async throws {
        let fleet = try await ClientFleet(deadline: .milliseconds(1_500))
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        for index in 1...3 { fleet.fleet.seat(index).link.behave(.silent) }
        let decryption = await #expect(throws: CoordinationError(.timeout, "")) {
            _ = try await fleet.decrypt(ciphertext, keys.encrypting)
        }
        let signature = await #expect(throws: CoordinationError(.timeout, "")) {
            _ = try await fleet.sign([1], .ed25519, keys.signing)
        }
        for index in 1...3 {
            let name = fleet.fleet.seat(index).id.description
            #expect(decryption?.message.contains(name) == true)
        }
        #expect(signature?.message.contains("custodian-") == true)
        for index in 1...3 { fleet.fleet.seat(index).link.behave(.honest) }
        try await expectService(fleet, keys, ciphertext: ciphertext)
    }

    @Test("a slow custodian is waited for where there is no other")
    func slow() async throws {
        let fleet = try await ClientFleet(quorum: 2, of: 2)
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        fleet.fleet.seat(1).link.behave(.slow(150))
        try await expectService(fleet, keys, ciphertext: ciphertext)
    }

    @Test("trap 14: a custodian that was started again voids its nonces, and the signature comes all the same")
    func restarted() async throws {
        let fleet = try await ClientFleet(quorum: 2, of: 2)
        let keys = try await keys(fleet)
        _ = try await fleet.sign([1], .ed25519, keys.signing)
        for index in [1, 2] {
            try await fleet.fleet.start(fleet.fleet.seat(index))
            let signed = try await fleet.sign([2], .ed25519, keys.signing)
            #expect(ClientFleet.isValid(signed, [2], .ed25519, keys.signing))
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test("custodians that refuse because the key is disabled make an error of its state, and are not blamed")
    func disabled() async throws {
        let fleet = try await ClientFleet()
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        try await fleet.fleet.change(keys.encrypting.id, .disable)
        try await fleet.fleet.change(keys.signing.id, .disable)
        await #expect(throws: CoordinationError(.invalidState, "")) {
            _ = try await fleet.decrypt(ciphertext, keys.encrypting)
        }
        await #expect(throws: CoordinationError(.invalidState, "")) {
            _ = try await fleet.sign([1], .ed25519, keys.signing)
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test("fewer than a quorum that claim the key is disabled do not make it so", arguments: [1, 2])
    func falseRefusals(count: Int) async throws {
        let fleet = try await ClientFleet()
        let keys = try await keys(fleet)
        let ciphertext = try await fleet.encrypt(keys.encrypting).ciphertext
        for index in 1...count { fleet.fleet.seat(index).link.behave(.refuses(.forbidden)) }
        for _ in 0..<6 { try await expectService(fleet, keys, ciphertext: ciphertext) }
        fleet.fleet.seat(5).link.behave(.disconnected)
        fleet.fleet.seat(4).link.behave(.disconnected)
        await #expect(throws: CoordinationError(.keyUnavailable, "")) {
            _ = try await fleet.decrypt(ciphertext, keys.encrypting)
        }
    }
}
