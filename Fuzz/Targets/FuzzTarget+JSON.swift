import AuditLog
import StrictJSON

extension FuzzTarget {
    /// The parser of everything that is JSON: what it takes is the same value after it was printed. The audit log's
    /// writer prints what it can, which is all but fractions.
    static let json = FuzzTarget("json", mutations: 8_000) { (bytes) throws(BrokenProperty) in
        guard let value = try? JSONValue(parsing: bytes) else { return false }
        let printed = JSONPrinting.print(value)
        guard let again = try? JSONValue(parsing: printed) else {
            throw BrokenProperty("a JSON value is refused after it was printed")
        }
        try require(JSONPrinting.print(again) == printed, "a JSON value is another after it was printed")
        if let audited = JSONPrinting.audited(value) {
            guard let read = try? JSONValue(parsing: audited.json) else {
                throw BrokenProperty("a value that the audit log writes is refused")
            }
            try require(JSONPrinting.print(read) == printed, "the audit log writes another value than it was given")
            try require(!audited.json.contains(UInt8(ascii: "\n")), "the audit log writes a value over several lines")
        }
        try checkBase64(bytes)
        return true
    }

    /// Strict base64 has one text for any bytes.
    private static func checkBase64(_ bytes: [UInt8]) throws(BrokenProperty) {
        try require(Base64.decode(Base64.encode(bytes)) == bytes, "base64 does not give back what it was given")
        let text = String(decoding: bytes, as: UTF8.self)
        if let decoded = Base64.decode(text) {
            try require(Base64.encode(decoded) == text, "base64 takes a second text for the same bytes")
        }
    }
}
