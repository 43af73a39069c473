import FleetIdentity
import Foundation
import GRDB
import KeyMap
import SQLiteStorage
import Testing

@Suite("Hub store")
struct HubStoreTests {
    let folder: TemporaryFolder
    var path: String { folder.file("quorate.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func open(_ key: UInt8 = 7) async throws -> HubStore {
        try await HubStore(path: path, sealer: try SealingKey.sample(key))
    }

    private func change(
        _ revision: UInt64, _ records: [(String, String)], removing: [String] = []
    ) -> HubChange {
        HubChange(
            head: KeyMapHead(
                revision: revision, hash: [UInt8](repeating: UInt8(truncatingIfNeeded: revision), count: 32)),
            records: records.map { (key: Array($0.0.utf8), bytes: Array($0.1.utf8)) },
            removals: removing.map { Array($0.utf8) })
    }

    /// Three keys at revisions 1, 2 and 4; alias/b was changed at revision 3 and removed at revision 5.
    private func fill(_ store: HubStore) async throws {
        try await store.commit(change(1, [("key-a", "the first record")]))
        try await store.commit(change(2, [("key-b", "the second record"), ("alias/b", "an alias")]))
        try await store.commit(change(3, [("alias/b", "another alias")]))
        try await store.commit(change(4, [("key-c", "the third record")]))
        try await store.commit(change(5, [], removing: ["alias/b"]))
    }

    private func texts(_ snapshot: HubSnapshot) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: snapshot.entries.map {
                (String(decoding: $0.key, as: UTF8.self), String(decoding: $0.bytes, as: UTF8.self))
            })
    }

    @Test("A new store is empty")
    func empty() async throws {
        let snapshot = try await open().load()
        #expect(snapshot.head == nil)
        #expect(snapshot.entries.isEmpty)
    }

    @Test("What was committed is there after closing and opening, in a file of mode 0600")
    func roundTrip() async throws {
        let store = try await open()
        try await fill(store)
        try store.close()
        let snapshot = try await open().load()
        #expect(snapshot.head?.revision == 5)
        #expect(snapshot.head?.hash == [UInt8](repeating: 5, count: 32))
        #expect(snapshot.entries.map(\.revision) == [1, 2, 4])
        #expect(
            texts(snapshot) == ["key-a": "the first record", "key-b": "the second record", "key-c": "the third record"])
        #expect(try folder.mode("quorate.sqlite") == 0o600)
    }

    @Test("What was committed is there although the store was never closed")
    func notClosed() async throws {
        let copy = try TemporaryFolder()
        let store = try await open()
        try await fill(store)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: path + suffix, toPath: copy.file("quorate.sqlite") + suffix)
        }
        let snapshot = try await HubStore(path: copy.file("quorate.sqlite"), sealer: try SealingKey.sample()).load()
        #expect(snapshot.head?.revision == 5)
        #expect(snapshot.entries.count == 3)
        try store.close()
    }

    @Test(
        "A revision that repeats, leaves a gap or goes back is refused and changes nothing",
        arguments: [0, 1, 4, 5, 7, 99])
    func wrongRevision(revision: UInt64) async throws {
        let store = try await open()
        try await fill(store)
        await #expect(throws: StorageError(.rollback, "")) {
            try await store.commit(change(revision, [("key-a", "changed")]))
        }
        #expect(texts(try await store.load())["key-a"] == "the first record")
        #expect(try await store.load().head?.revision == 5)
    }

    @Test("Revisions are listed in order")
    func revisions() async throws {
        let store = try await open()
        try await fill(store)
        #expect(try await store.revisions(after: 0).map(\.revision) == [1, 2, 3, 4, 5])
        #expect(try await store.revisions(after: 3).map(\.revision) == [4, 5])
        #expect(try await store.revisions(after: 1, limit: 2).map(\.revision) == [2, 3])
        #expect(try await store.revisions(after: .max).isEmpty)
    }

    @Test("Neither keys nor records can be read in the file")
    func unreadable() async throws {
        let store = try await open()
        try await fill(store)
        for text in ["key-a", "alias/b", "the first record", "another alias"] {
            #expect(try RawDatabase.content(path).range(of: Data(text.utf8)) == nil, "open: \(text)")
        }
        try store.close()
        for text in ["key-a", "alias/b", "the first record", "another alias"] {
            #expect(try RawDatabase.content(path).range(of: Data(text.utf8)) == nil, "closed: \(text)")
        }
    }

    @Test(
        "A row moved, changed, taken out, put back or put in is refused",
        arguments: [
            // Content of one key under another's, with and without its revision.
            "UPDATE entry SET record = (SELECT record FROM entry WHERE revision = 1) WHERE revision = 2",
            "UPDATE entry SET revision = 1 WHERE revision = 2",
            "DELETE FROM entry WHERE revision = 1",
            "DELETE FROM revision WHERE revision = 3",
            "UPDATE entry SET record = CAST(record || x'00' AS BLOB) WHERE revision = 1",
            "INSERT INTO entry SELECT zeroblob(32), revision, record FROM entry WHERE revision = 1",
        ])
    func moved(sql: String) async throws {
        let store = try await open()
        try await fill(store)
        try store.close()
        try RawDatabase.run(path, sql)
        let again = try await open()
        await #expect(throws: StorageError(.damaged, "")) { try await again.load() }
    }

    @Test("Two records swapped between their keys, revisions and all, are refused")
    func swapped() async throws {
        let store = try await open()
        try await fill(store)
        try store.close()
        let rows = try RawDatabase.run(
            path, "SELECT key, revision, record FROM entry WHERE revision IN (1, 2) ORDER BY revision")
        let keys: [Data] = rows.map { $0["key"] }
        for (index, row) in rows.enumerated() {
            let record: Data = row["record"]
            let revision: Int64 = row["revision"]
            let other = keys[1 - index]
            try RawDatabase.run(
                path, "UPDATE entry SET record = ?, revision = ? WHERE key = ?", arguments: [record, revision, other])
            try RawDatabase.run(
                path, "UPDATE OR IGNORE touched SET revision = ? WHERE key = ? AND removed = 0",
                arguments: [revision, other])
        }
        let again = try await open()
        let error = await #expect(throws: StorageError(.damaged, "")) { try await again.load() }
        #expect(error?.cause != nil, "the rows themselves must not open")
    }

    @Test("An older record of a key, put back in its place, is refused")
    func putBack() async throws {
        let store = try await open()
        try await store.commit(change(1, [("key-a", "old")]))
        try store.close()
        let rows = try RawDatabase.run(path, "SELECT record FROM entry")
        let old: Data = try #require(rows.first)["record"]
        let again = try await open()
        try await again.commit(change(2, [("key-a", "new")]))
        try again.close()
        try RawDatabase.run(path, "UPDATE entry SET record = ?, revision = 1", arguments: [old])
        let last = try await open()
        await #expect(throws: StorageError(.damaged, "")) { try await last.load() }
    }

    @Test("Another sealing key is refused at once, with a line that says so")
    func wrongKey() async throws {
        try await open(1).close()
        let error = await #expect(throws: StorageError(.wrongSealingKey, "")) { try await open(2) }
        #expect(error?.message.contains(path) == true)
    }

    @Test("A newer schema version is refused with a line that says so, and not touched")
    func newer() async throws {
        let store = try await open()
        try await fill(store)
        try store.close()
        try RawDatabase.run(path, "PRAGMA user_version = 2")
        let error = await #expect(throws: StorageError(.newerVersion, "")) { try await open() }
        #expect(error?.message.contains("format 2") == true)
        #expect(error?.message.contains(path) == true)
        try RawDatabase.run(path, "PRAGMA user_version = 1")
        #expect(try await open().load().entries.count == 3)
    }

    @Test("A file that is not a hub's database is refused")
    func foreign() async throws {
        try RawDatabase.run(path, "CREATE TABLE other (id INTEGER)")
        await #expect(throws: StorageError(.foreign, "")) { try await open() }
        try Data("this is no database, and long enough to be looked at".utf8).write(to: URL(fileURLWithPath: path))
        await #expect(throws: StorageError(.foreign, "")) { try await open() }
        let vault = try await VaultStore(path: folder.file("vault.sqlite"), sealer: try SealingKey.sample())
        try vault.close()
        await #expect(throws: StorageError(.foreign, "")) {
            try await HubStore(path: folder.file("vault.sqlite"), sealer: try SealingKey.sample())
        }
    }

    @Test("A folder that is not there is an error that names it")
    func absent() async throws {
        let path = folder.file("absent/quorate.sqlite")
        let error = await #expect(throws: StorageError(.unavailable, "")) {
            try await HubStore(path: path, sealer: try SealingKey.sample())
        }
        #expect(error?.message.contains(path) == true)
    }

    @Test("A second store on an open database is refused")
    func secondStore() async throws {
        let store = try await open()
        await #expect(throws: StorageError(.locked, "")) { try await open() }
        try store.close()
        _ = try await open().load()
    }
}
