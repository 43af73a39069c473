import Foundation
import GRDB

/// A gateway's counts of uses on disk, one row a key, region, version and operation, and the latest use of each key.
package struct UsageStore: Sendable {
    package struct Count: Hashable, Sendable {
        package let key: String
        package let region: String
        package let version: UInt32
        package let operation: String
        package let count: UInt64

        package init(key: String, region: String, version: UInt32, operation: String, count: UInt64) {
            self.key = key
            self.region = region
            self.version = version
            self.operation = operation
            self.count = count
        }
    }

    package struct Last: Hashable, Sendable {
        package let key: String
        package let region: String
        package let operation: String
        /// Microseconds since 1970.
        package let time: Int64
        package let request: String
        package let event: String

        package init(key: String, region: String, operation: String, time: Int64, request: String, event: String) {
            self.key = key
            self.region = region
            self.operation = operation
            self.time = time
            self.request = request
            self.event = event
        }
    }

    private static let schema = SQLiteSchema(
        name: "usage database", applicationID: 0x5152_5553, version: 1,
        tables: [
            SealCheck.table,
            """
            CREATE TABLE use (key TEXT NOT NULL, region TEXT NOT NULL, version INTEGER NOT NULL,
            operation TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (key, region, version, operation))
            STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE last (key TEXT NOT NULL, region TEXT NOT NULL, operation TEXT NOT NULL, time INTEGER NOT NULL,
            request TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY (key, region)) STRICT, WITHOUT ROWID
            """,
            "CREATE TABLE since (id INTEGER PRIMARY KEY CHECK (id = 1), time INTEGER NOT NULL) STRICT",
        ])

    private let file: SQLiteFile
    /// When the file was made, microseconds since 1970.
    package let since: Int64

    /// Opens the database at `path`, or makes it in a folder that exists.
    ///
    /// - Parameters:
    ///   - sealer: here it only shows whether the folder's key is the right one.
    ///   - now: microseconds since 1970.
    /// - Throws: ``StorageError`` with `.locked`, `.newerVersion`, `.foreign`, `.wrongSealingKey`, `.damaged` or
    ///   `.unavailable`.
    package init(path: String, sealer: any RecordSealer, now: Int64) async throws(StorageError) {
        file = try await SQLiteFile(path: path, schema: Self.schema, sealer: sealer)
        since = try await file.write { database in
            try database.execute(sql: "INSERT OR IGNORE INTO since (id, time) VALUES (1, ?)", arguments: [now])
            guard let row = try Row.fetchOne(database, sql: "SELECT time FROM since WHERE id = 1") else { return now }
            return try row.number("time")
        }
    }

    /// - Throws: ``StorageError`` with `.damaged`.
    package func counts() async throws(StorageError) -> [Count] {
        try await file.perform { database in
            try Row.fetchAll(database, sql: "SELECT * FROM use").map { row in
                Count(
                    key: try row.text("key"), region: try row.text("region"), version: try row.number("version"),
                    operation: try row.text("operation"), count: try row.number("count"))
            }
        }
    }

    /// - Throws: ``StorageError`` with `.damaged`.
    package func lastUses() async throws(StorageError) -> [Last] {
        try await file.perform { database in
            try Row.fetchAll(database, sql: "SELECT * FROM last").map { row in
                Last(
                    key: try row.text("key"), region: try row.text("region"), operation: try row.text("operation"),
                    time: try row.number("time"), request: try row.text("request"), event: try row.text("event"))
            }
        }
    }

    /// Replaces rows in one transaction, which is on disk when this returns.
    ///
    /// - Throws: ``StorageError``; nothing is changed then.
    package func save(_ counts: [Count], last: [Last]) async throws(StorageError) {
        try await file.write { database in
            for row in counts {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO use (key, region, version, operation, count) VALUES (?, ?, ?, ?, ?)",
                    arguments: [row.key, row.region, row.version, row.operation, Int64(clamping: row.count)])
            }
            for row in last {
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO last (key, region, operation, time, request, event)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [row.key, row.region, row.operation, row.time, row.request, row.event])
            }
        }
    }

    /// Lets another process open the file.
    ///
    /// - Throws: ``StorageError``.
    package func close() throws(StorageError) {
        try file.close()
    }
}
