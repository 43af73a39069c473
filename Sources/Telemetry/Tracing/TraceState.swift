/// The header `tracestate` (W3C Trace Context, section 3.3): what other systems have to say of a trace.
enum TraceState {
    private static let longest = 512
    private static let mostMembers = 32

    /// The header in one line; nil where there is none, or it is not valid.
    static func checked(_ values: [String]) -> String? {
        let text = values.joined(separator: ",")
        guard !text.isEmpty, text.utf8.count <= longest else { return nil }
        var keys: Set<String> = []
        for part in text.split(separator: ",") {
            let member = part.drop { $0 == " " || $0 == "\t" }
            if member.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
            guard let equals = member.firstIndex(of: "=") else { return nil }
            let value = trimmed(member[member.index(after: equals)...])
            guard isKey(member[..<equals]), isValue(value), keys.insert(String(member[..<equals])).inserted else {
                return nil
            }
        }
        return keys.isEmpty || keys.count > mostMembers ? nil : text
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    /// `key`, or `tenant@system`.
    private static func isKey(_ text: Substring) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return isName(parts[0], limit: 256, mayBeginWithDigit: false)
        case 2:
            return isName(parts[0], limit: 241, mayBeginWithDigit: true)
                && isName(parts[1], limit: 14, mayBeginWithDigit: false)
        default: return false
        }
    }

    private static func isName(_ text: Substring, limit: Int, mayBeginWithDigit: Bool) -> Bool {
        let bytes = Array(text.utf8)
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let first = bytes.first, bytes.count <= limit,
            letters.contains(first) || (mayBeginWithDigit && digits.contains(first))
        else { return false }
        return bytes.allSatisfy { letters.contains($0) || digits.contains($0) || "_-*/".utf8.contains($0) }
    }

    /// 1 to 256 printable characters of ASCII without comma and equals sign.
    private static func isValue(_ text: Substring) -> Bool {
        (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x20...0x7e).contains($0) && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "=") }
    }
}
