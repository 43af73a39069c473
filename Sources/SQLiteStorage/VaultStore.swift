import Foundation
import GRDB
package import KeyMap

/// A custodian's shares on disk, and how far it has seen the key map.
package struct VaultStore: Sendable {
    private static let schema = SQLiteSchema(
        name: "vault", applicationID: 0x5152_5641, version: 1,
        tables: [
            SealCheck.table,
            """
            CREATE TABLE share (key TEXT NOT NULL, version INTEGER NOT NULL, shard INTEGER NOT NULL,
            epoch INTEGER NOT NULL, state INTEGER NOT NULL, share BLOB NOT NULL, public BLOB NOT NULL,
            session BLOB NOT NULL, PRIMARY KEY (key, version, shard, epoch)) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, hash BLOB NOT NULL)
            STRICT
            """,
        ])

    let file: SQLiteFile

    /// Opens the vault at `path`, or makes it in a folder that exists.
    ///
    /// - Parameter sealer: the key that the caller seals shares with; here it only shows whether it is the right one.
    /// - Throws: ``StorageError`` with `.locked`, `.newerVersion`, `.foreign`, `.wrongSealingKey`, `.damaged` or
    ///   `.unavailable`.
    package init(path: String, sealer: any RecordSealer) async throws(StorageError) {
        file = try await SQLiteFile(path: path, schema: Self.schema, sealer: sealer)
    }

    /// Every share, ordered by key, version, shard, epoch.
    ///
    /// - Throws: ``StorageError`` with `.damaged`.
    package func all() async throws(StorageError) -> [VaultRow] {
        try await file.perform { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT * FROM share ORDER BY key, version, shard, epoch")
            return try Array(rows.map(VaultRow.init))
        }
    }

    /// How far this custodian has seen the key map; nil before the first time.
    ///
    /// - Throws: ``StorageError``.
    package func head() async throws(StorageError) -> KeyMapHead? {
        try await file.perform(Self.head)
    }

    /// Remembers how far this custodian has seen the key map.
    ///
    /// - Throws: ``StorageError`` with `.rollback` for a lower revision than before, or the same with another hash.
    package func advance(to head: KeyMapHead) async throws(StorageError) {
        let path = file.path
        try await file.write { database in
            let last = try Self.head(database)
            guard head.revision >= last?.revision ?? 0, let revision = Int64(exactly: head.revision),
                head.revision != last?.revision || head.hash == last?.hash
            else {
                throw StorageError(
                    .rollback,
                    """
                    \(path) has seen revision \(last?.revision ?? 0) of the key map and refuses revision \
                    \(head.revision): the hub went back, or was replaced
                    """)
            }
            try database.execute(
                sql: "INSERT OR REPLACE INTO head (id, revision, hash) VALUES (1, ?, ?)",
                arguments: [revision, Data(head.hash)])
        }
    }

    /// Lets another process open the file.
    ///
    /// - Throws: ``StorageError``.
    package func close() throws(StorageError) {
        try file.close()
    }

    private static func head(_ database: Database) throws -> KeyMapHead? {
        try Row.fetchOne(database, sql: "SELECT revision, hash FROM head WHERE id = 1").map {
            KeyMapHead(revision: try $0.number("revision"), hash: try $0.bytes("hash"))
        }
    }
}
