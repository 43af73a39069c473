package import ByteCoding
package import KeyMap

/// The place of a share: which share of what.
package struct VaultSlot: Hashable, Sendable {
    package let key: KeyID
    package let version: KeyVersionNumber
    package let shard: UInt32
    package let epoch: Epoch

    package init(key: KeyID, version: KeyVersionNumber, shard: UInt32, epoch: Epoch) {
        self.key = key
        self.version = version
        self.shard = shard
        self.epoch = epoch
    }
}

extension VaultSlot: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(key.description)
        writer.write(version.value)
        writer.write(shard)
        writer.write(epoch.value)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        key = KeyID(try reader.readString(limit: 256))
        version = KeyVersionNumber(try reader.read())
        shard = try reader.read()
        epoch = Epoch(try reader.read())
    }
}
