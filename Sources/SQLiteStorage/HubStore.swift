import Foundation
import GRDB
package import KeyMap

/// The hub's key map on disk. Rows are sealed with their place as associated data, so that a row that was read by another
/// process, moved to another key or put back to an older revision tells nothing and does not open.
///
/// Putting the whole file back to an older copy is not seen here: replicas, which remember their head, refuse it.
package struct HubStore: Sendable {
    private static let schema = SQLiteSchema(
        name: "hub database", applicationID: 0x5152_4842, version: 1,
        tables: [
            SealCheck.table,
            "CREATE TABLE entry (key BLOB PRIMARY KEY, revision INTEGER NOT NULL, record BLOB NOT NULL) STRICT",
            "CREATE TABLE revision (revision INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT",
            """
            CREATE TABLE touched (key BLOB NOT NULL, revision INTEGER NOT NULL, removed INTEGER NOT NULL,
            PRIMARY KEY (key, revision)) STRICT, WITHOUT ROWID
            """,
        ])

    let file: SQLiteFile
    let sealer: any RecordSealer

    /// Opens the database at `path`, or makes it in a folder that exists.
    ///
    /// - Throws: ``StorageError`` with `.locked`, `.newerVersion`, `.foreign`, `.wrongSealingKey`, `.damaged` or
    ///   `.unavailable`.
    package init(path: String, sealer: any RecordSealer) async throws(StorageError) {
        file = try await SQLiteFile(path: path, schema: Self.schema, sealer: sealer)
        self.sealer = sealer
    }

    /// Stores the next revision in one transaction, which is on disk when this returns.
    ///
    /// - Throws: ``StorageError`` with `.rollback` unless its number is one more than the last; nothing is changed then.
    package func commit(_ change: HubChange) async throws(StorageError) {
        try await commit([change])
    }

    /// Stores revisions that follow each other in one transaction, which is on disk when this returns.
    ///
    /// - Throws: ``StorageError`` with `.rollback` unless each number is one more than the last; nothing is changed then.
    package func commit(_ changes: [HubChange]) async throws(StorageError) {
        let (file, sealer) = (file, sealer)
        try await file.write { database in
            for change in changes { try Self.store(change, in: database, path: file.path, sealer) }
        }
    }

    private static func store(
        _ change: HubChange, in database: Database, path: String, _ sealer: any RecordSealer
    ) throws {
        let last = try head(database)?.revision ?? 0
        guard change.head.revision == last + 1, let revision = Int64(exactly: change.head.revision) else {
            throw StorageError(
                .rollback, "\(path) is at revision \(last): revision \(change.head.revision) cannot follow")
        }
        try database.execute(
            sql: "INSERT INTO revision (revision, hash) VALUES (?, ?)", arguments: [revision, Data(change.head.hash)])
        for record in change.records {
            let key = HubRow.name(of: record.key, sealer)
            let sealed = try HubRow.seal(record.bytes, key: record.key, revision: change.head.revision, sealer)
            try database.execute(
                sql: "INSERT OR REPLACE INTO entry (key, revision, record) VALUES (?, ?, ?)",
                arguments: [Data(key), revision, Data(sealed)])
            try touch(database, key, revision, isRemoved: false)
        }
        for removal in change.removals {
            let key = HubRow.name(of: removal, sealer)
            try database.execute(sql: "DELETE FROM entry WHERE key = ?", arguments: [Data(key)])
            try touch(database, key, revision, isRemoved: true)
        }
    }

    /// The revisions behind `revision`, in order, at most `limit`.
    ///
    /// - Throws: ``StorageError``.
    package func revisions(after revision: UInt64, limit: Int = 1000) async throws(StorageError) -> [KeyMapHead] {
        try await file.perform { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT revision, hash FROM revision WHERE revision > ? ORDER BY revision LIMIT ?",
                arguments: [Int64(clamping: revision), limit])
            return try rows.map { KeyMapHead(revision: try $0.number("revision"), hash: try $0.bytes("hash")) }
        }
    }

    /// Lets another process open the file.
    ///
    /// - Throws: ``StorageError``.
    package func close() throws(StorageError) {
        try file.close()
    }

    private static func touch(_ database: Database, _ key: [UInt8], _ revision: Int64, isRemoved: Bool) throws {
        try database.execute(
            sql: "INSERT INTO touched (key, revision, removed) VALUES (?, ?, ?)",
            arguments: [Data(key), revision, isRemoved ? 1 : 0])
    }

    static func head(_ database: Database) throws -> KeyMapHead? {
        try Row.fetchOne(database, sql: "SELECT revision, hash FROM revision ORDER BY revision DESC LIMIT 1").map {
            KeyMapHead(revision: try $0.number("revision"), hash: try $0.bytes("hash"))
        }
    }
}
