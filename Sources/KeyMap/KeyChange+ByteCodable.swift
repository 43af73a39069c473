package import ByteCoding

extension KeyChange: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .describe(let text):
            writer.write(UInt8(1))
            writer.write(text)
        case .enable: writer.write(UInt8(2))
        case .disable: writer.write(UInt8(3))
        case .scheduleDeletion(let days):
            writer.write(UInt8(4))
            writer.write(UInt32(clamping: days))
        case .cancelDeletion: writer.write(UInt8(5))
        case .tag(let tags):
            writer.write(UInt8(6))
            writer.write(tags)
        case .untag(let names):
            writer.write(UInt8(7))
            writer.write(UInt32(names.count))
            for name in names { writer.write(name) }
        case .policy(let policy):
            writer.write(UInt8(8))
            writer.write(policy)
        case .importMaterial(let material, let expires):
            writer.write(UInt8(9))
            material.encode(into: &writer)
            writer.write(expires)
        case .deleteMaterial: writer.write(UInt8(10))
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .describe(try reader.readString())
        case 2: self = .enable
        case 3: self = .disable
        case 4: self = .scheduleDeletion(days: Int(try reader.read(UInt32.self)))
        case 5: self = .cancelDeletion
        case 6: self = .tag(try reader.readArray(limit: KeyRecord.tagLimit))
        case 7:
            let count = Int(try reader.read(UInt32.self))
            guard count <= 1_000 else { throw ByteCodingError(.tooLong, "\(count) tags are to be removed at once") }
            var names: [String] = []
            for _ in 0..<count { names.append(try reader.readString(limit: 1_024)) }
            self = .untag(names)
        case 8: self = .policy(try reader.readString())
        case 9: self = .importMaterial(try WrappedMaterial(from: &reader), expires: try reader.readTimestamp())
        case 10: self = .deleteMaterial
        case let other: throw ByteCodingError(.badValue, "\(other) is no change of a key")
        }
    }
}
