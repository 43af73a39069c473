import Foundation
import GRDB
import KeyMap

extension HubStore {
    /// Everything stored, after a check that every row is the newest of its key, in its place and unchanged, and that no
    /// revision is missing.
    ///
    /// - Throws: ``StorageError`` with `.damaged`.
    package func load() async throws(StorageError) -> HubSnapshot {
        let (file, sealer) = (file, sealer)
        return try await file.write { database in
            let head = try Self.head(database)
            try Self.checkLog(database, head: head, path: file.path)
            let rows = try Row.fetchCursor(
                database, sql: "SELECT key, revision, record FROM entry ORDER BY revision, key")
            var entries: [HubSnapshot.Entry] = []
            while let row = try rows.next() {
                let revision: UInt64 = try row.number("revision")
                do {
                    entries.append(
                        try HubRow.open(
                            try row.bytes("record"), name: try row.bytes("key"), revision: revision, sealer))
                } catch {
                    throw StorageError(
                        .damaged,
                        "a record of revision \(revision) in \(file.path) was changed or moved: restore the file from a copy",
                        cause: error)
                }
            }
            return HubSnapshot(head: head, entries: entries)
        }
    }

    private static func checkLog(_ database: Database, head: KeyMapHead?, path: String) throws {
        let revisions = try Int.fetchOne(database, sql: "SELECT count(*) FROM revision") ?? 0
        guard UInt64(revisions) == head?.revision ?? 0 else {
            throw StorageError(
                .damaged,
                "\(path) has \(revisions) revisions up to \(head?.revision ?? 0): restore the file from a copy")
        }
        // The newest mention of each key, beside the row that ought to be there.
        let stale =
            try Int.fetchOne(
                database,
                sql: """
                    WITH newest AS (SELECT key, max(revision) AS revision, removed FROM touched GROUP BY key)
                    SELECT
                      (SELECT count(*) FROM newest LEFT JOIN entry USING (key)
                       WHERE removed = (entry.key IS NOT NULL) OR entry.revision <> newest.revision)
                      + (SELECT count(*) FROM entry WHERE key NOT IN (SELECT key FROM touched))
                    """) ?? 0
        guard stale == 0 else {
            throw StorageError(
                .damaged, "\(stale) records in \(path) are missing or not the newest: restore the file from a copy")
        }
    }
}
