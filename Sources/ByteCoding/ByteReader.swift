/// Reads what ``ByteWriter`` wrote. Every length is checked against what is left before anything is allocated, so that
/// bytes from outside can neither trap nor exhaust memory.
package struct ByteReader: Sendable {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    package init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// How many bytes have not been read.
    package var remaining: Int { rest.count }

    package mutating func read<Integer: FixedWidthInteger & UnsignedInteger>(
        _ type: Integer.Type = Integer.self
    ) throws(ByteCodingError) -> Integer {
        // As one type: generic arithmetic is not specialised for other modules, and slow.
        var value: UInt64 = 0
        for byte in try take(Integer.bitWidth / 8) { value = value << 8 | UInt64(byte) }
        return Integer(truncatingIfNeeded: value)
    }

    package mutating func readBool() throws(ByteCodingError) -> Bool {
        switch try read(UInt8.self) {
        case 0: return false
        case 1: return true
        case let other: throw ByteCodingError(.badValue, "a truth value was \(other), not 0 or 1")
        }
    }

    /// Reads exactly `count` bytes.
    package mutating func read(fixed count: Int) throws(ByteCodingError) -> [UInt8] {
        Array(try take(count))
    }

    /// Reads a field behind a 32-bit length of at most `limit` bytes.
    package mutating func readPrefixed(limit: Int = 1 << 20) throws(ByteCodingError) -> [UInt8] {
        let length = Int(try read(UInt32.self))
        guard length <= limit else {
            throw ByteCodingError(.tooLong, "a field claims \(length) bytes where at most \(limit) are allowed")
        }
        return Array(try take(length))
    }

    /// Reads a UTF-8 string behind a 32-bit length of at most `limit` bytes.
    package mutating func readString(limit: Int = 1 << 16) throws(ByteCodingError) -> String {
        let field = try readPrefixed(limit: limit)
        guard let string = String(validating: field, as: UTF8.self) else {
            throw ByteCodingError(.badValue, "a text field is not UTF-8")
        }
        return string
    }

    /// Reads a name out of a list of ours: ASCII behind a 32-bit length of at most `limit` bytes.
    ///
    /// Swift takes canonically equivalent texts for equal, as "K" and the sign for kelvin: in other characters a name would
    /// have a second encoding.
    package mutating func readName(limit: Int) throws(ByteCodingError) -> String {
        let name = try readString(limit: limit)
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw ByteCodingError(.badValue, "a name has characters beyond ASCII")
        }
        return name
    }

    /// Reads a string that can be shown to a person as it is: without control characters.
    package mutating func readText(limit: Int) throws(ByteCodingError) -> String {
        let text = try readString(limit: limit)
        guard text.unicodeScalars.allSatisfy({ $0.isShown }) else {
            throw ByteCodingError(.badValue, "a text has control characters")
        }
        return text
    }

    /// Reads a 32-bit count of at most `limit`, and that many elements.
    package mutating func readArray<Element: ByteCodable>(
        of type: Element.Type = Element.self, limit: Int = 1 << 16
    ) throws(ByteCodingError) -> [Element] {
        try readArray(limit: limit) { (reader) throws(ByteCodingError) in try Element(from: &reader) }
    }

    /// The same for elements whose reading depends on what was read before.
    package mutating func readArray<Element>(
        limit: Int = 1 << 16, _ element: (inout ByteReader) throws(ByteCodingError) -> Element
    ) throws(ByteCodingError) -> [Element] {
        let count = Int(try read(UInt32.self))
        guard count <= limit, count <= rest.count else {
            throw ByteCodingError(.tooLong, "a list claims \(count) elements, more than allowed or present")
        }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    /// Succeeds only where nothing is left.
    package func finish() throws(ByteCodingError) {
        guard rest.isEmpty else {
            throw ByteCodingError(.trailingBytes, "\(rest.count) bytes follow the end of the value")
        }
    }

    private mutating func take(_ count: Int) throws(ByteCodingError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else {
            throw ByteCodingError(.truncated, "\(count) bytes were expected and \(rest.count) are left")
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
