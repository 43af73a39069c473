/// Builds the canonical encoding that everything signed, hashed or stored is written in: big-endian integers, and every
/// variable-length field behind its length, so that no two sequences of fields share an encoding.
package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func write<Integer: FixedWidthInteger & UnsignedInteger>(_ value: Integer) {
        for shift in stride(from: Integer.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Integer(shift)))
        }
    }

    package mutating func write(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Appends bytes whose number the reader knows beforehand.
    package mutating func write(fixed value: some Sequence<UInt8>) {
        bytes.append(contentsOf: value)
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
