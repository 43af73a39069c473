/// Takes a saved model apart; nothing is read from a file before its length and its checksum are found right.
package struct ModelReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// Checks the envelope.
    ///
    /// - Throws: ``ForecastingError`` with `.badLength`, `.badMagic`, `.badVersion` or `.badChecksum`.
    package init(_ bytes: [UInt8], _ kind: ModelKind) throws(ForecastingError) {
        guard bytes.count >= 24 else {
            throw ForecastingError(.badLength, "a saved model has at least 24 bytes; these are \(bytes.count)")
        }
        self.bytes = bytes
        position = 0
        end = bytes.count - 8
        guard Array(bytes[0..<4]) == kind.letters else {
            throw ForecastingError(.badMagic, "this is not a saved model of the kind expected")
        }
        position = 4
        let version: UInt32 = try take()
        guard version == kind.version else {
            throw ForecastingError(.badVersion, "the model is of version \(version), this build reads \(kind.version)")
        }
        let length: UInt64 = try take()
        guard length == UInt64(bytes.count - 24) else {
            throw ForecastingError(.badLength, "the model announces \(length) bytes and has \(bytes.count - 24)")
        }
        var sum: UInt64 = 0
        for index in 0..<8 { sum |= UInt64(bytes[end + index]) << UInt64(8 * index) }
        guard sum == Checksum.crc64(bytes[..<end]) else {
            throw ForecastingError(.badChecksum, "the model's checksum is wrong: it was damaged")
        }
    }

    /// - Throws: ``ForecastingError`` with `.badLength` at the end.
    package mutating func integer() throws(ForecastingError) -> Int {
        let bits: UInt64 = try take()
        return Int(Int64(bitPattern: bits))
    }

    /// A count, which cannot be more than the bytes left.
    ///
    /// - Throws: ``ForecastingError`` with `.badLength` for any other number.
    package mutating func count() throws(ForecastingError) -> Int {
        let count = try integer()
        guard (0...end - position).contains(count) else {
            throw ForecastingError(.badLength, "the model counts \(count) where \(end - position) bytes are left")
        }
        return count
    }

    /// The next number of 64 bits.
    ///
    /// - Throws: ``ForecastingError`` with `.badLength` at the end.
    package mutating func double() throws(ForecastingError) -> Double {
        let bits: UInt64 = try take()
        return Double(bitPattern: bits)
    }

    /// The next array of floats.
    ///
    /// - Throws: ``ForecastingError`` with `.badLength` at the end.
    package mutating func floats() throws(ForecastingError) -> [Float] {
        let count = try count()
        var values: [Float] = []
        for _ in 0..<count { values.append(try float()) }
        return values
    }

    /// The next array of blocks of eight floats.
    ///
    /// - Throws: ``ForecastingError`` with `.badLength` at the end.
    package mutating func lanes() throws(ForecastingError) -> [Lanes] {
        let count = try count()
        var values: [Lanes] = []
        for _ in 0..<count {
            var value = Lanes.zero
            for lane in 0..<8 { value[lane] = try float() }
            values.append(value)
        }
        return values
    }

    /// - Throws: ``ForecastingError`` with `.badLength` when something is left.
    package func finish() throws(ForecastingError) {
        guard position == end else {
            throw ForecastingError(.badLength, "\(end - position) bytes are left after the model")
        }
    }

    private mutating func float() throws(ForecastingError) -> Float {
        let bits: UInt32 = try take()
        return Float(bitPattern: bits)
    }

    private mutating func take<Number: FixedWidthInteger>() throws(ForecastingError) -> Number {
        let size = Number.bitWidth / 8
        guard end - position >= size else { throw ForecastingError(.badLength, "the model ends too early") }
        var value: Number = 0
        for index in 0..<size { value |= Number(truncatingIfNeeded: bytes[position + index]) << Number(8 * index) }
        position += size
        return value
    }
}
