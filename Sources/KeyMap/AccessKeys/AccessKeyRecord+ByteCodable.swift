package import ByteCoding

extension AccessKeyRecord: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(id.description)
        writer.write(account)
        writer.write(user)
        created.encode(into: &writer)
        writer.write(ends)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        id = try AccessKeyID(from: &reader)
        account = try reader.readString(limit: 64)
        user = try reader.readString(limit: 64)
        created = try Timestamp(from: &reader)
        ends = try reader.readTimestamp()
    }
}

extension AccessKeyID {
    init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let id = AccessKeyID(try reader.readString(limit: 64)) else {
            throw ByteCodingError(.badValue, "an access key has an id that none has")
        }
        self = id
    }
}
