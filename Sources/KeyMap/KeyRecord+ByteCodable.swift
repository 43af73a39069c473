package import ByteCoding
import SecretSharing

/// The first byte of every record's encoding. A release that changes an encoding raises it and still reads the old one.
enum RecordFormat {
    static let version: UInt8 = 1

    static func check(_ reader: inout ByteReader) throws(ByteCodingError) {
        let format = try reader.read(UInt8.self)
        guard format == version else {
            throw ByteCodingError(
                .unknownFormat, "a key map record has format \(format); this release reads \(version): use a newer one")
        }
    }
}

extension KeyRecord: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(id.description)
        writer.write(account)
        writer.write(region)
        writer.write(spec.rawValue)
        writer.write(fixed: created.encoded)
        writer.write(fixed: state.encoded)
        writer.write(keyDescription)
        writer.write(policy)
        writer.write(tags)
        writer.write(creationToken ?? "")
        writer.write(versions)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        id = KeyID(try reader.readString(limit: 256))
        account = try reader.readString(limit: 64)
        region = try reader.readString(limit: 64)
        guard let spec = KeySpec(rawValue: try reader.readString(limit: 64)) else {
            throw ByteCodingError(.unknownFormat, "key \(id) has a spec that this release does not know")
        }
        self.spec = spec
        created = try Timestamp(from: &reader)
        state = try KeyState(from: &reader)
        keyDescription = try reader.readString()
        policy = try reader.readString()
        tags = try reader.readArray(limit: Self.tagLimit)
        let token = try reader.readString(limit: 256)
        creationToken = token.isEmpty ? nil : token
        versions = try reader.readArray()
        guard !versions.isEmpty else { throw ByteCodingError(.badValue, "key \(id) has no version") }
    }
}

extension KeyState: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .enabled: writer.write(UInt8(1))
        case .disabled: writer.write(UInt8(2))
        case .pendingDeletion(let date):
            writer.write(UInt8(3))
            writer.write(fixed: date.encoded)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .enabled
        case 2: self = .disabled
        case 3: self = .pendingDeletion(try Timestamp(from: &reader))
        case let other: throw ByteCodingError(.badValue, "\(other) is no key state")
        }
    }
}

extension KeyRecord.Tag: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(key)
        writer.write(value)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        key = try reader.readString(limit: 1_024)
        value = try reader.readString(limit: 2_048)
    }
}
