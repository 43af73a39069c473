package import ByteCoding

/// A replica that a client asked for, with what it is to have of its own.
package struct KeyReplication: Hashable, Sendable {
    package let region: String
    package let keyDescription: String
    package let policy: String
    package let tags: [KeyRecord.Tag]

    package init(region: String, keyDescription: String, policy: String, tags: [KeyRecord.Tag]) {
        self.region = region
        self.keyDescription = keyDescription
        self.policy = policy
        self.tags = tags
    }
}

extension KeyReplication: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(region)
        writer.write(keyDescription)
        writer.write(policy)
        writer.write(tags)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        region = try reader.readString(limit: 64)
        keyDescription = try reader.readString()
        policy = try reader.readString()
        tags = try reader.readArray(limit: KeyRecord.tagLimit)
    }
}
