package import ByteCoding

extension AliasRecord: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(fixed: name.encoded)
        writer.write(target.description)
        writer.write(fixed: created.encoded)
        writer.write(fixed: updated.encoded)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        name = try AliasName(from: &reader)
        target = KeyID(try reader.readString(limit: 256))
        created = try Timestamp(from: &reader)
        updated = try Timestamp(from: &reader)
    }
}

extension AliasName: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(account)
        writer.write(region)
        writer.write(name)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        account = try reader.readString(limit: 64)
        region = try reader.readString(limit: 64)
        name = try reader.readString(limit: 1_024)
    }
}
