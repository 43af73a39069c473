package import ByteCoding

extension GrantRecord: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(id.description)
        writer.write(key.description)
        for text in [region, account, name ?? "", grantee, retiring ?? ""] { writer.write(text) }
        writer.write(UInt32(operations.reduce(0) { $0 | $1.bit }))
        writer.write(constraint?.kind.rawValue ?? 0)
        if let constraint {
            writer.write(UInt8(constraint.pairs.count))
            for pair in constraint.pairs {
                writer.write(pair.key)
                writer.write(pair.value)
            }
        }
        created.encode(into: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        let id = try GrantID(from: &reader)
        let key = try KeyID(from: &reader)
        let region = try reader.readString(limit: 64)
        let account = try reader.readString(limit: 64)
        let name = try reader.readString(limit: 1_024)
        let grantee = try reader.readString(limit: 1_024)
        let retiring = try reader.readString(limit: 1_024)
        let bits = try reader.read(UInt32.self)
        let operations = GrantOperation.allCases.filter { bits & $0.bit != 0 }
        guard !operations.isEmpty, !grantee.isEmpty, operations.reduce(0, { $0 | $1.bit }) == bits else {
            throw ByteCodingError(
                .badValue, "a grant has no grantee, no operations, or such as this release does not know")
        }
        self.init(
            id: id, key: key, region: region, account: account, name: name.isEmpty ? nil : name, grantee: grantee,
            retiring: retiring.isEmpty ? nil : retiring, operations: Set(operations),
            constraint: try GrantConstraint(optional: &reader), created: try Timestamp(from: &reader))
    }
}

extension GrantConstraint {
    fileprivate init?(optional reader: inout ByteReader) throws(ByteCodingError) {
        let code = try reader.read(UInt8.self)
        guard code != 0 else { return nil }
        let count = try reader.read(UInt8.self)
        guard let kind = Kind(rawValue: code), (1...Self.pairLimit).contains(Int(count)) else {
            throw ByteCodingError(.badValue, "a grant has a constraint that this release does not know")
        }
        var pairs: [Pair] = []
        for _ in 0..<count {
            let key = try reader.readString(limit: 4 * Self.textLimit)
            let value = try reader.readString(limit: 4 * Self.textLimit)
            guard pairs.last.map({ $0.key.utf8.lexicographicallyPrecedes(key.utf8) }) ?? true else {
                throw ByteCodingError(.badValue, "the pairs of a grant's constraint are not in order")
            }
            pairs.append(Pair(key: key, value: value))
        }
        self.init(kind, pairs)
    }
}

extension GrantOperation {
    /// Its place in a record. New operations get new bits at the end.
    fileprivate var bit: UInt32 {
        UInt32(1) << (Self.allCases.firstIndex(of: self) ?? 31)
    }
}

extension GrantID {
    init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let id = GrantID(try reader.readString(limit: 64)) else {
            throw ByteCodingError(.badValue, "a grant's id is not 64 hexadecimal digits")
        }
        self = id
    }
}
