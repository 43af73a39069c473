/// Builds the canonical encoding that everything signed, hashed or stored is written in: big-endian integers, and every
/// variable-length field behind its length, so that no two sequences of fields share an encoding.
package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    // One function a type: a generic one is not specialised for other modules, and slow.

    package mutating func write(_ value: UInt8) { bytes.append(value) }
    package mutating func write(_ value: UInt16) { write(UInt64(value), count: 2) }
    package mutating func write(_ value: UInt32) { write(UInt64(value), count: 4) }
    package mutating func write(_ value: UInt64) { write(value, count: 8) }

    private mutating func write(_ value: UInt64, count: Int) {
        for position in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(position))))
        }
    }

    package mutating func write(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Appends bytes whose number the reader knows beforehand.
    package mutating func write(fixed value: some Sequence<UInt8>) {
        bytes.append(contentsOf: value)
    }

    package mutating func write(fixed value: [UInt8]) {
        bytes.append(contentsOf: value)
    }

    /// Appends what ``ByteReader/readText(limit:)`` reads: the text without its control characters, cut where it is longer
    /// than `limit` bytes.
    package mutating func write(text: String, limit: Int) {
        var shown = ""
        for scalar in text.unicodeScalars where scalar.isShown {
            guard shown.utf8.count + UTF8.width(scalar) <= limit else { break }
            shown.unicodeScalars.append(scalar)
        }
        write(shown)
    }

    /// Appends a 32-bit length and the bytes.
    package mutating func write(prefixed value: some Collection<UInt8>) {
        write(UInt32(value.count))
        bytes.append(contentsOf: value)
    }

    /// Appends a 32-bit length and the string's UTF-8.
    package mutating func write(_ value: String) {
        write(prefixed: value.utf8)
    }

    /// Appends a 32-bit count and every element in order.
    package mutating func write<Element: ByteCodable>(_ values: some Collection<Element>) {
        write(UInt32(values.count))
        for value in values { value.encode(into: &self) }
    }
}

extension Unicode.Scalar {
    /// Whether a terminal shows it and does nothing else.
    var isShown: Bool { properties.generalCategory != .control && properties.generalCategory != .format }
}
