package import ByteCoding

extension KeyCreation: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        for text in [
            account, region, spec.rawValue, usage.rawValue, custody.rawValue, origin.rawValue, placement,
            keyDescription,
            policy, token ?? "",
        ] { writer.write(text) }
        writer.write(tags)
        writer.write(isMultiRegion)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let account = try reader.readString(limit: 64)
        let region = try reader.readString(limit: 64)
        guard let spec = KeySpec(rawValue: try reader.readString(limit: 64)),
            let usage = KeyUsage(rawValue: try reader.readString(limit: 64)), spec.usages.contains(usage),
            let custody = Custody(rawValue: try reader.readString(limit: 64)),
            spec.custodies(for: usage).contains(custody),
            let origin = KeyOrigin(rawValue: try reader.readString(limit: 64))
        else {
            throw ByteCodingError(
                .badValue, "a key is to be made of a spec, usage, custody or origin that is not known")
        }
        let placement = try reader.readString(limit: 256)
        let keyDescription = try reader.readString()
        let policy = try reader.readString()
        let token = try reader.readString(limit: 256)
        self.init(
            account: account, region: region, spec: spec, usage: usage, custody: custody, origin: origin,
            placement: placement, keyDescription: keyDescription, policy: policy,
            tags: try reader.readArray(limit: KeyRecord.tagLimit), token: token.isEmpty ? nil : token,
            isMultiRegion: try reader.readBool())
    }
}
