package import ByteCoding
import Crypto

/// A name in the key map.
package enum RecordName: Hashable, Sendable {
    case key(KeyID)
    case alias(AliasName)
    case grant(GrantID)
    case accessKey(AccessKeyID)
}

/// What a change puts under a name.
package enum RecordValue: Hashable, Sendable {
    case key(KeyRecord)
    case alias(AliasRecord)
    case grant(GrantRecord)
    case accessKey(AccessKeyRecord)
    /// Nothing: the record is gone.
    case removed
}

/// One change of the key map: revision, what it follows, and what it says.
package struct KeyMapChange: Hashable, Sendable {
    package let revision: UInt64
    /// The hash of the change before; 32 zero bytes before the first.
    package let previous: [UInt8]
    package let name: RecordName
    package let value: RecordValue

    package init(revision: UInt64, previous: [UInt8], name: RecordName, value: RecordValue) {
        self.revision = revision
        self.previous = previous
        self.name = name
        self.value = value
    }

    /// SHA-256 over the encoding, 32 bytes: what the next change follows, and what the hub signs.
    package var hash: [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate key map change v1")
        encode(into: &writer)
        return Array(SHA256.hash(data: writer.bytes))
    }
}

extension KeyMapChange: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(revision)
        writer.write(fixed: previous)
        writer.write(fixed: name.encoded)
        switch value {
        case .removed: writer.write(UInt8(0))
        case .key(let record):
            writer.write(UInt8(1))
            record.encode(into: &writer)
        case .alias(let record):
            writer.write(UInt8(2))
            record.encode(into: &writer)
        case .grant(let record):
            writer.write(UInt8(3))
            record.encode(into: &writer)
        case .accessKey(let record):
            writer.write(UInt8(4))
            record.encode(into: &writer)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        revision = try reader.read(UInt64.self)
        previous = try reader.read(fixed: 32)
        let name = try RecordName(from: &reader)
        switch (try reader.read(UInt8.self), name) {
        case (0, _):
            self.name = name
            value = .removed
        case (1, .key(let id)):
            let record = try KeyRecord(from: &reader)
            // Their bytes: what the hub signed is the name as it stands here, and canonically equivalent texts are equal.
            guard record.id.description.utf8.elementsEqual(id.description.utf8) else {
                throw ByteCodingError(.badValue, "a key stands under another key's id")
            }
            // The record's copy of the id, not a second one.
            self.name = .key(record.id)
            value = .key(record)
        case (2, .alias(let name)):
            let record = try AliasRecord(from: &reader)
            guard record.name.encoded == name.encoded else {
                throw ByteCodingError(.badValue, "an alias stands under another name")
            }
            self.name = .alias(record.name)
            value = .alias(record)
        case (3, .grant(let id)):
            let record = try GrantRecord(from: &reader)
            guard record.id == id else { throw ByteCodingError(.badValue, "a grant stands under another grant's id") }
            self.name = .grant(record.id)
            value = .grant(record)
        case (4, .accessKey(let id)):
            let record = try AccessKeyRecord(from: &reader)
            guard record.id == id else { throw ByteCodingError(.badValue, "an access key stands under another id") }
            self.name = .accessKey(record.id)
            value = .accessKey(record)
        default: throw ByteCodingError(.badValue, "a change holds a record of another kind than its name says")
        }
    }
}

extension RecordName: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .key(let id):
            writer.write(UInt8(1))
            writer.write(id.description)
        case .alias(let name):
            writer.write(UInt8(2))
            name.encode(into: &writer)
        case .grant(let id):
            writer.write(UInt8(3))
            writer.write(id.description)
        case .accessKey(let id):
            writer.write(UInt8(4))
            writer.write(id.description)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .key(KeyID(try reader.readString(limit: 256)))
        case 2: self = .alias(try AliasName(from: &reader))
        case 3: self = .grant(try GrantID(from: &reader))
        case 4: self = .accessKey(try AccessKeyID(from: &reader))
        case let other: throw ByteCodingError(.badValue, "\(other) is no kind of record")
        }
    }
}
