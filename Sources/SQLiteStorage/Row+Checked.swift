import Foundation
import GRDB

/// Columns of rows that somebody may have edited: a wrong type is an error, where the library's own access would trap.
extension Row {
    func bytes(_ column: String) throws -> [UInt8] {
        guard let value: DatabaseValue = self[column], case .blob(let data) = value.storage else {
            throw wrongType(column)
        }
        return Array(data)
    }

    func text(_ column: String) throws -> String {
        guard let value: DatabaseValue = self[column], case .string(let text) = value.storage else {
            throw wrongType(column)
        }
        return text
    }

    func number<Number: FixedWidthInteger>(_ column: String) throws -> Number {
        guard let value: DatabaseValue = self[column], case .int64(let integer) = value.storage,
            let number = Number(exactly: integer)
        else { throw wrongType(column) }
        return number
    }

    private func wrongType(_ column: String) -> StorageError {
        StorageError(.damaged, "a row's column \"\(column)\" is not as it was written: restore the file from a copy")
    }
}
