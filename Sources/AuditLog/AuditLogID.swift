/// The name of one log, inside every line and every hash of it, so that a line of another log fits nowhere.
package struct AuditLogID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Throws: ``AuditError`` with `.badLogID` unless it is 1 to 128 ASCII letters, digits, `.`, `_`, `-`, `:`, `/`.
    package init(_ description: String) throws(AuditError) {
        guard (1...128).contains(description.utf8.count), description.utf8.allSatisfy(Self.isAllowed) else {
            throw AuditError(
                .badLogID,
                "an audit log cannot be named \"\(description)\": use 1 to 128 letters, digits, '.', '_', '-', ':', '/'"
            )
        }
        self.description = description
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "._-:/".utf8.contains(byte)
        }
    }
}
