import Coordination
import CustodianContract
import KeyMap
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Decryptions that a gateway answers from memory")
struct DerivationCacheTests {
    private let time = ManualInstant()
    private let fleet: ClientFleet
    private let cache: DerivationCache
    private let key: KeyRecord

    init() async throws {
        let limits = DerivationLimits(lifetime: .seconds(10), uses: 3, entries: 4)
        let fleet = try await ClientFleet(quorum: 2, of: 3, derivations: (limits, time))
        self.fleet = fleet
        cache = try #require(fleet.derivations)
        key = try await fleet.fleet.createKey(.symmetricDefault)
    }

    /// How many requests the custodians have had.
    private var asked: Int { fleet.fleet.seats.reduce(0) { $0 + $1.link.uses.count } }

    private func isFromMemory(_ ciphertext: [UInt8]) async throws -> Bool {
        let before = asked
        let (plaintext, use) = try await fleet.decrypt(ciphertext, key)
        #expect(plaintext == ClientFleet.plaintext)
        #expect(use.isCached == (asked == before) && use.isCached == use.custodians.isEmpty)
        #expect(use.version == .first && use.epoch == .first)
        return use.isCached
    }

    /// A ciphertext whose output is held.
    private func held() async throws -> [UInt8] {
        let ciphertext = try await fleet.encrypt(key).ciphertext
        #expect(try await !isFromMemory(ciphertext))
        #expect(cache.count > 0)
        return ciphertext
    }

    @Test("a gateway keeps nothing unless it is told to")
    func off() async throws {
        let fleet = try await ClientFleet(quorum: 2, of: 3)
        let key = try await fleet.fleet.createKey(.symmetricDefault)
        let ciphertext = try await fleet.encrypt(key).ciphertext
        for _ in 0..<3 {
            let use = try await fleet.decrypt(ciphertext, key).use
            #expect(!use.isCached && use.custodians.count == 2)
        }
    }

    @Test("what was decrypted before asks nobody, so often and no oftener")
    func uses() async throws {
        let ciphertext = try await held()
        for _ in 0..<3 { #expect(try await isFromMemory(ciphertext)) }
        #expect(cache.count == 0)
        #expect(try await !isFromMemory(ciphertext))
        #expect(try await isFromMemory(ciphertext))
    }

    @Test("after its time it is forgotten, whether anybody asks or not")
    func lifetime() async throws {
        let ciphertext = try await held()
        time.advance(by: .milliseconds(9_999))
        #expect(try await isFromMemory(ciphertext))
        cache.sweep()
        #expect(cache.count == 1)
        time.advance(by: .milliseconds(1))
        cache.sweep()
        #expect(cache.count == 0)
        #expect(try await !isFromMemory(ciphertext))
        time.advance(by: .seconds(10))
        #expect(try await !isFromMemory(ciphertext))
    }

    @Test("the oldest makes room for the newest")
    func entries() async throws {
        var ciphertexts: [[UInt8]] = []
        for _ in 0..<6 { ciphertexts.append(try await held()) }
        #expect(cache.count == 4)
        for ciphertext in ciphertexts[2...] { #expect(try await isFromMemory(ciphertext)) }
        for ciphertext in ciphertexts[..<2] { #expect(try await !isFromMemory(ciphertext)) }
        // However often uses are up and outputs derived again.
        for _ in 0..<20 { _ = try await isFromMemory(ciphertexts[5]) }
        #expect(cache.count <= 4)
    }

    @Test("encryption, and what does not open, leave nothing behind; a changed ciphertext is refused all the same")
    func authenticated() async throws {
        let ciphertext = try await fleet.encrypt(key).ciphertext
        #expect(cache.count == 0)
        let changed = ciphertext.flipping(bit: 8 * ciphertext.count - 1)
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) { _ = try await fleet.decrypt(changed, key) }
        #expect(cache.count == 0)
        #expect(try await !isFromMemory(ciphertext))
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) { _ = try await fleet.decrypt(changed, key) }
        let other = EncryptionContext([(key: "purpose", value: "another")])
        await #expect(throws: CoordinationError(.invalidCiphertext, "")) {
            _ = try await fleet.decrypt(ciphertext, key, context: other)
        }
    }

    @Test(
        "any change of the key takes it out before the change is done",
        arguments: [
            KeyChange.disable, .policy("{\"Version\":\"2012-10-17\"}"), .scheduleDeletion(days: 7),
            .tag([KeyRecord.Tag(key: "a", value: "b")]),
        ])
    func changes(change: KeyChange) async throws {
        _ = try await held()
        try await fleet.fleet.change(key.id, change)
        #expect(cache.count == 0)
    }

    @Test("a disabled key opens nothing, and one enabled again is asked for again")
    func disabled() async throws {
        let ciphertext = try await held()
        try await fleet.fleet.change(key.id, .disable)
        await #expect(throws: CoordinationError(.invalidState, "")) { _ = try await fleet.decrypt(ciphertext, key) }
        try await fleet.fleet.change(key.id, .enable)
        #expect(try await !isFromMemory(ciphertext))
    }

    @Test("a deleted key, another charter and another snapshot take it out; another key's change does not")
    func otherChanges() async throws {
        let other = try await fleet.fleet.createKey(.symmetricDefault, id: "other")
        let ciphertext = try await held()
        try await fleet.fleet.change(other.id, .disable)
        #expect(try await isFromMemory(ciphertext))
        fleet.fleet.replica.adopt(fleet.fleet.members)
        #expect(cache.count == 0)
        _ = try await held()
        try fleet.fleet.replica.replace(by: fleet.fleet.replica.snapshot)
        #expect(cache.count == 0)
        _ = try await held()
        try await fleet.fleet.publish(.key(key.id), .removed)
        #expect(cache.count == 0)
    }

    @Test("an output that was under way while the key changed is not kept")
    func underWay() async throws {
        let ciphertext = try await fleet.encrypt(key).ciphertext
        for seat in fleet.fleet.seats { seat.link.behave(.slow(300)) }
        let before = asked
        async let opened = fleet.decrypt(ciphertext, key)
        while asked == before { try await Task.sleep(for: .milliseconds(1)) }
        try await fleet.fleet.change(key.id, .tag([KeyRecord.Tag(key: "a", value: "b")]))
        #expect(try await opened.plaintext == ClientFleet.plaintext)
        #expect(cache.count == 0)
    }

    @Test("a key under quorum custody is rebuilt each time")
    func quorumCustody() async throws {
        let quorum = try await fleet.fleet.createKey(.symmetricDefault, custody: .quorum, id: "quorum")
        let ciphertext = try await fleet.encrypt(quorum).ciphertext
        for _ in 0..<2 { #expect(try await !fleet.decrypt(ciphertext, quorum).use.isCached) }
        #expect(cache.count == 0)
    }
}
