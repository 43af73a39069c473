package import ByteCoding

extension CustodianRecord: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(RecordFormat.version)
        writer.write(id.description)
        writer.write(ordinal)
        writer.write(region)
        writer.write(vendor)
        writer.write(operatorName)
        writer.write(endpoint)
        writer.write(fixed: identityKey)
        writer.write(fixed: sealingKey)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try RecordFormat.check(&reader)
        id = CustodianID(try reader.readString(limit: 256))
        ordinal = try reader.read(UInt32.self)
        region = try reader.readString(limit: 256)
        vendor = try reader.readString(limit: 256)
        operatorName = try reader.readString(limit: 256)
        endpoint = try reader.readString(limit: 256)
        identityKey = try reader.read(fixed: 32)
        sealingKey = try reader.read(fixed: 32)
    }
}
