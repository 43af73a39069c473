package import ByteCoding

/// Without a format of its own: it is a part of a ``KeyRecord``.
extension RegionalKey: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(region)
        writer.write(fixed: created.encoded)
        writer.write(fixed: state.encoded)
        writer.write(keyDescription)
        writer.write(policy)
        writer.write(tags)
        writer.write(hasMaterial)
        writer.write(fixed: materialExpires.encodedOrZero)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        region = try reader.readString(limit: 64)
        created = try Timestamp(from: &reader)
        state = try KeyState(from: &reader)
        keyDescription = try reader.readString()
        policy = try reader.readString()
        tags = try reader.readArray(limit: KeyRecord.tagLimit)
        hasMaterial = try reader.readBool()
        materialExpires = try Timestamp?(zeroOrFrom: &reader)
    }
}

/// A moment that may be missing: zero then.
extension Timestamp? {
    var encodedOrZero: [UInt8] { (self ?? Timestamp(microseconds: 0)).encoded }

    init(zeroOrFrom reader: inout ByteReader) throws(ByteCodingError) {
        let moment = try Timestamp(from: &reader)
        self = moment.microseconds == 0 ? nil : moment
    }
}
