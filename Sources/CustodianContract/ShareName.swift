package import ByteCoding
package import KeyMap

/// What a share is a share of. With the custodian it names one share at most.
package struct ShareName: Hashable, Sendable, CustomStringConvertible {
    package let key: KeyID
    package let version: KeyVersionNumber
    package let shard: UInt32

    package init(key: KeyID, version: KeyVersionNumber, shard: UInt32) {
        self.key = key
        self.version = version
        self.shard = shard
    }

    package var description: String { "\(key)/\(version)/\(shard)" }
}

extension ShareName: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(key.description)
        writer.write(version.value)
        writer.write(shard)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        key = KeyID(try reader.readString(limit: 256))
        version = KeyVersionNumber(try reader.read(UInt32.self))
        shard = try reader.read(UInt32.self)
    }
}
