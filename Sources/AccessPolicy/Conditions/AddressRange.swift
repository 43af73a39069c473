/// A range of IP addresses in CIDR notation (RFC 4632, RFC 4291), or one address.
struct AddressRange: Hashable, Sendable {
    /// 4 or 16 bytes.
    private let address: [UInt8]
    private let prefix: Int

    /// Nil for what is no address, or has a prefix longer than the address.
    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = Self.address(parts[0]) else { return nil }
        var prefix = address.count * 8
        if parts.count == 2 {
            // An IPv4 address written inside IPv6 has the prefix of IPv6.
            let unwritten = address.count == 4 && parts[0].contains(":") ? 96 : 0
            guard let length = Self.number(parts[1], radix: 10, digits: 3),
                (unwritten...unwritten + prefix).contains(length)
            else { return nil }
            prefix = length - unwritten
        }
        self.address = address
        self.prefix = prefix
    }

    func contains(_ candidate: String) -> Bool {
        guard let other = Self.address(Substring(candidate)), other.count == address.count else { return false }
        for index in address.indices {
            let bits = min(8, max(0, prefix - 8 * index))
            guard (address[index] ^ other[index]) >> (8 - bits) == 0 else { return false }
        }
        return true
    }

    /// The bytes of an address. An IPv4 address inside IPv6 (RFC 4291, section 2.5.5.2) is the IPv4 address.
    private static func address(_ text: Substring) -> [UInt8]? {
        guard text.contains(":") else { return version4(text) }
        guard let bytes = version6(text) else { return nil }
        return bytes.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]) ? Array(bytes[12...]) : bytes
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { number($0, radix: 10, digits: 3).flatMap { UInt8(exactly: $0) } }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    /// RFC 4291, section 2.2: eight groups, one run of which may be left out as `::`, and the last two be written as IPv4.
    private static func version6(_ text: Substring) -> [UInt8]? {
        guard let gap = text.firstRange(of: "::") else {
            let bytes = groups(text)
            return bytes?.count == 16 ? bytes : nil
        }
        let head = text[..<gap.lowerBound]
        let tail = text[gap.upperBound...]
        guard !tail.contains("::"), let start = head.isEmpty ? [] : groups(head, allowsIPv4: false),
            let end = tail.isEmpty ? [] : groups(tail), start.count + end.count <= 14
        else { return nil }
        return start + [UInt8](repeating: 0, count: 16 - start.count - end.count) + end
    }

    private static func groups(_ text: Substring, allowsIPv4: Bool = true) -> [UInt8]? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if allowsIPv4, index == parts.count - 1, part.contains(".") {
                guard let last = version4(part) else { return nil }
                bytes += last
            } else {
                guard let group = number(part, radix: 16, digits: 4) else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }

    /// Digits alone: no sign, no space.
    private static func number(_ text: Substring, radix: Int, digits: Int) -> Int? {
        guard (1...digits).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "+") else { return nil }
        guard text.utf8.first != UInt8(ascii: "-") else { return nil }
        return Int(text, radix: radix)
    }
}
