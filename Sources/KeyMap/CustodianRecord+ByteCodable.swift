package import ByteCoding

extension CustodianRecord: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        let format = format
        writer.write(format)
        writer.write(id.description)
        writer.write(ordinal)
        writer.write(region)
        writer.write(vendor)
        writer.write(operatorName)
        writer.write(endpoint)
        writer.write(fixed: identityKey)
        writer.write(fixed: sealingKey)
        guard format >= 2 else { return }
        writer.write(jurisdiction)
        writer.write(trust)
        writer.write(kind.rawValue)
        writer.write(model)
    }

    /// The oldest format that can say what this record says.
    private var format: UInt8 {
        jurisdiction.isEmpty && trust == 0 && kind == .resident && model.isEmpty ? 1 : 2
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let format = try RecordFormat.check(&reader, latest: 2)
        id = CustodianID(try reader.readString(limit: 256))
        ordinal = try reader.read(UInt32.self)
        region = try reader.readString(limit: 256)
        vendor = try reader.readString(limit: 256)
        operatorName = try reader.readString(limit: 256)
        endpoint = try reader.readString(limit: 256)
        identityKey = try reader.read(fixed: 32)
        sealingKey = try reader.read(fixed: 32)
        guard format >= 2 else {
            (jurisdiction, trust, kind, model) = ("", 0, .resident, "")
            return
        }
        jurisdiction = try reader.readString(limit: 256)
        trust = try reader.read(UInt8.self)
        guard let kind = CustodianKind(rawValue: try reader.readName(limit: 64)) else {
            throw ByteCodingError(.badValue, "custodian \(id) is of a kind that this release does not know")
        }
        self.kind = kind
        model = try reader.readString(limit: 256)
        guard self.format == format else {
            throw ByteCodingError(.badValue, "custodian \(id) is of a later format than it needs")
        }
    }
}
