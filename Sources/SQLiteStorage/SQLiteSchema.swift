import GRDB

/// A kind of database: how its files are told from others, and how an empty one is made.
struct SQLiteSchema: Sendable {
    /// What a person calls it.
    let name: String
    /// SQLite's `application_id`.
    let applicationID: Int32
    /// SQLite's `user_version`.
    let version: Int32
    let tables: [String]

    /// Makes the tables of an empty file; refuses one of another kind or of a newer version, and changes nothing in it.
    func prepare(_ database: Database, path: String) throws {
        let found = (
            id: try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
            version: try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
            tables: try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        )
        guard found.tables > 0 || found.id != 0 || found.version != 0 else { return try create(database) }
        guard found.id == applicationID else {
            throw StorageError(.foreign, "\(path) is not a \(name): give the right folder, or move it away")
        }
        guard found.version <= version else {
            throw StorageError(
                .newerVersion,
                """
                \(path) was written by a newer quorate (format \(found.version), this build reads up to \(version)): \
                use that build, or restore a copy made before
                """)
        }
        guard found.version == version else {
            throw StorageError(.foreign, "\(path) has format \(found.version), which no released build wrote")
        }
    }

    private func create(_ database: Database) throws {
        try database.inTransaction(.immediate) {
            for table in tables { try database.execute(sql: table) }
            try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
            return .commit
        }
    }
}
