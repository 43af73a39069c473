import ByteCoding

/// How a record of the key map becomes a row: its key as a pseudonym, its content sealed to that and to its revision.
enum HubRow {
    private static let label = "hub store record"

    static func name(of key: [UInt8], _ sealer: any RecordSealer) -> [UInt8] {
        sealer.pseudonym(of: key, label: label)
    }

    static func seal(_ record: [UInt8], key: [UInt8], revision: UInt64, _ sealer: any RecordSealer) throws -> [UInt8] {
        var writer = ByteWriter(reserving: key.count + record.count + 8)
        writer.write(prefixed: key)
        writer.write(prefixed: record)
        let place = place(of: name(of: key, sealer), revision: revision)
        return try sealer.seal(writer.bytes, label: label, associatedData: place)
    }

    /// - Throws: unless the row is where it was put, and its content is that of its key.
    static func open(_ sealed: [UInt8], name: [UInt8], revision: UInt64, _ sealer: any RecordSealer) throws
        -> HubSnapshot.Entry
    {
        let plaintext = try sealer.open(sealed, label: label, associatedData: place(of: name, revision: revision))
        var reader = ByteReader(plaintext)
        let key = try reader.readPrefixed(limit: 1 << 16)
        let record = try reader.readPrefixed(limit: 1 << 24)
        try reader.finish()
        guard Self.name(of: key, sealer) == name else {
            throw ByteCodingError(.badValue, "the record is another key's")
        }
        return HubSnapshot.Entry(key: key, revision: revision, bytes: record)
    }

    private static func place(of name: [UInt8], revision: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        writer.write(prefixed: name)
        writer.write(revision)
        return writer.bytes
    }
}
