import ByteCoding

extension KeyID {
    init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(try reader.readString(limit: 256))
    }
}

extension ByteWriter {
    /// A moment, or 0 for none.
    mutating func write(_ moment: Timestamp?) {
        (moment ?? Timestamp(microseconds: 0)).encode(into: &self)
    }
}

extension ByteReader {
    mutating func readTimestamp() throws(ByteCodingError) -> Timestamp? {
        let moment = try Timestamp(from: &self)
        return moment.microseconds == 0 ? nil : moment
    }
}
