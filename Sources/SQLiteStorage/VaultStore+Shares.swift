import Foundation
import GRDB
import KeyMap

extension VaultStore {
    private static let isSlot = "key = ? AND version = ? AND shard = ? AND epoch = ?"

    /// Stores a share durably. A second time with the same content does nothing; a prepared share is replaced by that of
    /// a later ceremony.
    ///
    /// - Throws: ``StorageError`` with `.conflict` where an active share lies in its slot.
    package func put(_ row: VaultRow) async throws(StorageError) {
        let path = file.path
        try await file.write { database in
            if let present = try Self.row(row.slot, in: database) {
                if present == row { return }
                guard present.state == .prepared else {
                    throw StorageError(
                        .conflict, "\(path) has an active share \(row.slot.summary): it is not replaced by another")
                }
            }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO share (key, version, shard, epoch, state, share, public, session)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: row.slot.arguments + [
                    row.state.rawValue, Data(row.sealedShare), Data(row.publicPart), Data(row.session),
                ])
        }
    }

    /// Makes a prepared share the one that is used. A second time does nothing.
    ///
    /// - Throws: ``StorageError`` with `.missing` where the slot is empty, `.conflict` where another ceremony's share lies
    ///   there.
    package func activate(_ slot: VaultSlot, session: [UInt8]) async throws(StorageError) {
        let path = file.path
        try await file.write { database in
            guard let present = try Self.row(slot, in: database) else {
                throw StorageError(.missing, "\(path) has no share \(slot.summary) to activate")
            }
            guard present.session == session else {
                throw StorageError(.conflict, "the share \(slot.summary) in \(path) is another ceremony's")
            }
            try database.execute(
                sql: "UPDATE share SET state = ? WHERE \(Self.isSlot)",
                arguments: [VaultRow.State.active.rawValue] + slot.arguments)
        }
    }

    /// Erases shares: overwritten in the file, and gone from its log, when this returns. What a flash disk keeps of
    /// overwritten blocks is sealed.
    ///
    /// - Throws: ``StorageError``.
    package func erase(_ slots: [VaultSlot]) async throws(StorageError) {
        let file = file
        try await file.write { database in
            for slot in slots {
                try database.execute(sql: "DELETE FROM share WHERE \(Self.isSlot)", arguments: slot.arguments)
            }
        }
        try await file.perform { database in try file.truncateLog(database) }
    }

    private static func row(_ slot: VaultSlot, in database: Database) throws -> VaultRow? {
        try Row.fetchOne(database, sql: "SELECT * FROM share WHERE \(isSlot)", arguments: slot.arguments).map(
            VaultRow.init)
    }
}

extension VaultSlot {
    fileprivate var arguments: StatementArguments {
        [key.description, Int64(version.value), Int64(shard), Int64(epoch.value)]
    }

    fileprivate var summary: String { "of key \(key), version \(version), shard \(shard), epoch \(epoch)" }
}
