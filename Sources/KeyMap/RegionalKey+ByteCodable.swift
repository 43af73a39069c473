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
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        region = try reader.readString(limit: 64)
        created = try Timestamp(from: &reader)
        state = try KeyState(from: &reader)
        keyDescription = try reader.readString()
        policy = try reader.readString()
        tags = try reader.readArray(limit: KeyRecord.tagLimit)
    }
}
