import AuditLog
import StrictJSON

/// Prints JSON values without white space, every string escaped to ASCII: another writer than any of the product.
enum JSONPrinting {
    static func print(_ value: JSONValue) -> [UInt8] {
        Array(text(value).utf8)
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .decimal(let value): "\(value)"
        case .string(let value): quoted(value)
        case .array(let values): "[\(values.map(text).joined(separator: ","))]"
        case .object(let object):
            "{\(object.members.map { "\(quoted($0.name)):\(text($0.value))" }.joined(separator: ","))}"
        }
    }

    private static func quoted(_ string: String) -> String {
        let units = string.utf16.map { unit -> String in
            let isPlain = (0x20..<0x7F).contains(unit) && unit != 0x22 && unit != 0x5C
            if isPlain, let scalar = Unicode.Scalar(unit) { return String(Character(scalar)) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "\"\(units.joined())\""
    }

    /// The same value as the audit log writes it; nil for one with a fraction, which it does not have.
    static func audited(_ value: JSONValue) -> AuditValue? {
        switch value {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let value): return .integer(value)
        case .decimal: return nil
        case .string(let value): return .string(value)
        case .array(let values):
            let all = values.compactMap(audited)
            return all.count == values.count ? .array(all) : nil
        case .object(let object):
            let all = object.members.compactMap { member in
                audited(member.value).map { AuditValue.Member(member.name, $0) }
            }
            return all.count == object.members.count ? .object(all) : nil
        }
    }
}
