import Foundation
import GRDB

/// A row that only the right sealing key opens, so that a wrong one is told from a damaged file at once.
enum SealCheck {
    static let table = "CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1), value BLOB NOT NULL) STRICT"
    private static let label = "store check"

    /// - Throws: ``StorageError`` with `.wrongSealingKey`.
    static func run(_ database: Database, path: String, name: String, sealer: any RecordSealer) throws {
        let place = Array(name.utf8)
        guard let row = try Row.fetchOne(database, sql: "SELECT value FROM seal WHERE id = 1") else {
            let value = try sealer.seal(place, label: label, associatedData: place)
            return try database.execute(sql: "INSERT INTO seal (id, value) VALUES (1, ?)", arguments: [Data(value)])
        }
        do {
            _ = try sealer.open(try row.bytes("value"), label: label, associatedData: place)
        } catch {
            throw StorageError(
                .wrongSealingKey,
                "\(path) was sealed with another sealing key: give that one; without it nothing in the file can be read",
                cause: error)
        }
    }
}
