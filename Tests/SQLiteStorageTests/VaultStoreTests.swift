import FleetIdentity
import Foundation
import KeyMap
import SQLiteStorage
import Testing

@Suite("Vault store")
struct VaultStoreTests {
    let folder: TemporaryFolder
    var path: String { folder.file("vault.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func open(_ key: UInt8 = 7) async throws -> VaultStore {
        try await VaultStore(path: path, sealer: try SealingKey.sample(key))
    }

    private func slot(_ key: String, epoch: UInt32 = 1) -> VaultSlot {
        VaultSlot(key: KeyID(key), version: .first, shard: 0, epoch: Epoch(epoch))
    }

    private func row(_ key: String, epoch: UInt32 = 1, share: String = "a share", session: UInt8 = 1) -> VaultRow {
        VaultRow(
            slot: slot(key, epoch: epoch), sealedShare: Array(share.utf8), publicPart: [1, 2, 3],
            session: [UInt8](repeating: session, count: 32))
    }

    private func active(_ row: VaultRow) -> VaultRow {
        VaultRow(
            slot: row.slot, state: .active, sealedShare: row.sealedShare, publicPart: row.publicPart,
            session: row.session)
    }

    @Test("Rows come back as they were put, after closing and opening")
    func roundTrip() async throws {
        let store = try await open()
        let rows = [row("a"), row("a", epoch: 2), row("b")]
        for row in rows.reversed() { try await store.put(row) }
        try await store.activate(rows[2].slot, session: rows[2].session)
        try store.close()
        #expect(try await open().all() == [rows[0], rows[1], active(rows[2])])
        #expect(try folder.mode("vault.sqlite") == 0o600)
    }

    @Test("Putting and activating twice is the same as once")
    func twice() async throws {
        let store = try await open()
        for _ in 0..<2 { try await store.put(row("a")) }
        for _ in 0..<2 { try await store.activate(slot("a"), session: row("a").session) }
        #expect(try await store.all() == [active(row("a"))])
    }

    @Test("A later ceremony replaces what an earlier one prepared, but never an active share")
    func replacement() async throws {
        let store = try await open()
        try await store.put(row("a", share: "first", session: 1))
        try await store.put(row("a", share: "second", session: 2))
        #expect(try await store.all() == [row("a", share: "second", session: 2)])
        await #expect(throws: StorageError(.conflict, "")) {
            try await store.activate(slot("a"), session: row("a", session: 1).session)
        }
        try await store.activate(slot("a"), session: row("a", session: 2).session)
        await #expect(throws: StorageError(.conflict, "")) { try await store.put(row("a", share: "third", session: 3)) }
        #expect(try await store.all() == [active(row("a", share: "second", session: 2))])
    }

    @Test("A share that is not there is not activated")
    func absent() async throws {
        let store = try await open()
        let error = await #expect(throws: StorageError(.missing, "")) {
            try await store.activate(slot("a"), session: [])
        }
        #expect(error?.message.contains("key a, version 1, shard 0, epoch 1") == true)
    }

    @Test("An erased share's bytes are neither in the file nor in its log")
    func erased() async throws {
        let first = try await open()
        let share = "a share that must go away \(UUID())"
        try await first.put(row("a", share: share))
        try await first.put(row("b", share: "stays"))
        // Closing moves the rows from the log into the file; erasing must reach them in both.
        try first.close()
        let store = try await open()
        #expect(try RawDatabase.content(path).range(of: Data(share.utf8)) != nil)
        try await store.erase([slot("a"), slot("never there")])
        #expect(try RawDatabase.content(path).range(of: Data(share.utf8)) == nil)
        #expect(try await store.all().map(\.slot) == [slot("b")])
    }

    @Test("The head of the key map goes forward only, over restarts too")
    func head() async throws {
        let store = try await open()
        #expect(try await store.head() == nil)
        try await store.advance(to: KeyMapHead(revision: 5, hash: [5]))
        try store.close()
        let again = try await open()
        try await again.advance(to: KeyMapHead(revision: 5, hash: [5]))
        for refused in [
            KeyMapHead(revision: 4, hash: [4]), KeyMapHead(revision: 5, hash: [6]), KeyMapHead(revision: 0, hash: []),
        ] {
            await #expect(throws: StorageError(.rollback, "")) { try await again.advance(to: refused) }
        }
        try await again.advance(to: KeyMapHead(revision: 9, hash: [9]))
        #expect(try await again.head() == KeyMapHead(revision: 9, hash: [9]))
    }

    @Test("Another sealing key and a newer schema version are refused")
    func refused() async throws {
        try await open(1).close()
        await #expect(throws: StorageError(.wrongSealingKey, "")) { try await open(2) }
        try RawDatabase.run(path, "PRAGMA user_version = 7")
        let error = await #expect(throws: StorageError(.newerVersion, "")) { try await open(1) }
        #expect(error?.message.contains("format 7") == true)
    }

    @Test("A row with a state that no store writes is an error, not a trap")
    func badRow() async throws {
        let store = try await open()
        try await store.put(row("a"))
        try store.close()
        try RawDatabase.run(path, "UPDATE share SET state = 9")
        let again = try await open()
        await #expect(throws: StorageError(.damaged, "")) { try await again.all() }
    }
}
