import Foundation
import GRDB

/// A database opened behind its store's back.
enum RawDatabase {
    @discardableResult
    static func run(_ path: String, _ sql: String, arguments: StatementArguments = []) throws -> [Row] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments)
        }
    }

    /// Everything that lies in the file and its log.
    static func content(_ path: String) throws -> Data {
        let log = FileManager.default.contents(atPath: path + "-wal") ?? Data()
        return try Data(contentsOf: URL(fileURLWithPath: path)) + log
    }
}
