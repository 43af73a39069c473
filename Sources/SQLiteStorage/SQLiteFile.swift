import Foundation
import GRDB
import Glibc

/// One database file that one process has open: write-ahead log, every commit on disk before it returns, deleted content
/// overwritten.
struct SQLiteFile: Sendable {
    let path: String
    private let queue: DatabaseQueue

    /// Opens the file, or makes it with mode 0600, and holds it until ``close()`` or the process's end. Where it throws,
    /// the file is closed again.
    ///
    /// - Throws: ``StorageError``.
    init(path: String, schema: SQLiteSchema, sealer: any RecordSealer) async throws(StorageError) {
        self.path = path
        try Self.create(path)
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        configuration.label = schema.name
        configuration.prepareDatabase { database in
            // Exclusive before the first access: no other process gets in, and no shared memory file is made.
            try database.execute(
                sql: """
                    PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;
                    PRAGMA synchronous = FULL
                    """)
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StorageError(error, path: path)
        }
        do {
            try await perform { database in
                try schema.prepare(database, path: path)
                guard try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                    throw StorageError(.unavailable, "\(path) cannot have a write-ahead log: put it on a local disk")
                }
                // A write, because the lock on reading alone would let a second process come this far.
                try database.inTransaction(.exclusive) {
                    try SealCheck.run(database, path: path, name: schema.name, sealer: sealer)
                    return .commit
                }
            }
        } catch {
            try? close()
            throw error
        }
    }

    /// Runs `body` in one transaction, off the cooperative pool. It commits where `body` returns, and never half; a
    /// cancelled caller waits all the same, so that nobody is in doubt about what was stored.
    ///
    /// - Throws: ``StorageError``.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        try await perform { database in
            var value: Value?
            try database.inTransaction(.immediate) {
                value = try body(database)
                return .commit
            }
            guard let value else { throw StorageError(.unavailable, "\(path): a transaction ended without a result") }
            return value
        }
    }

    /// Runs `body` outside a transaction.
    ///
    /// - Throws: ``StorageError``.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        let path = path
        let result: Result<Value, StorageError> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { database in
                do {
                    continuation.resume(returning: .success(try body(database)))
                } catch {
                    continuation.resume(returning: .failure(StorageError(error, path: path)))
                }
            }
        }
        return try result.get()
    }

    /// Empties the write-ahead log into the file, so that what `secure_delete` overwrote is in neither.
    func truncateLog(_ database: Database) throws {
        let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard row?[0] == 0 else {
            throw StorageError(
                .unavailable, "\(path): the write-ahead log, which has erased content, could not be emptied")
        }
    }

    /// - Throws: ``StorageError``.
    func close() throws(StorageError) {
        do {
            try queue.close()
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// SQLite gives its log the mode of the file, and makes the file with the process's default mode.
    private static func create(_ path: String) throws(StorageError) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = unsafe String(cString: strerror(errno))
            throw StorageError(.unavailable, "\(path) cannot be opened for writing: \(reason)")
        }
        _ = Glibc.close(descriptor)
    }
}
