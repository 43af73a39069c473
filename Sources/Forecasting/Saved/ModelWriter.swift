/// Collects a saved model: little-endian numbers within an envelope of four letters, version, length and checksum.
package struct ModelWriter {
    private var bytes: [UInt8] = []

    /// A model of no numbers yet.
    package init() {}

    /// Appends 64 bits.
    package mutating func write(_ value: Int) { append(UInt64(bitPattern: Int64(value))) }

    /// Appends 64 bits.
    package mutating func write(_ value: Double) { append(value.bitPattern) }

    /// Appends a count and the bits of each number.
    package mutating func write(_ values: [Float]) {
        write(values.count)
        for value in values { append(value.bitPattern) }
    }

    /// Appends a count and the bits of each number, eight a block.
    package mutating func write(_ values: [Lanes]) {
        write(values.count)
        for value in values {
            for lane in 0..<8 { append(value[lane].bitPattern) }
        }
    }

    /// The file: letters, version, length of what follows but for the checksum, numbers, CRC-64 of all before it.
    package func sealed(_ kind: ModelKind) -> [UInt8] {
        var whole = ModelWriter()
        whole.bytes = Array(kind.letters)
        whole.append(kind.version)
        whole.append(UInt64(bytes.count))
        whole.bytes += bytes
        whole.append(Checksum.crc64(whole.bytes[...]))
        return whole.bytes
    }

    private mutating func append<Number: FixedWidthInteger>(_ value: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> Number(shift)))
        }
    }
}
