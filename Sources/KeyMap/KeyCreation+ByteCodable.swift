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
        suite?.encode(into: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let account = try reader.readString(limit: 64)
        let region = try reader.readString(limit: 64)
        guard let spec = KeySpec(rawValue: try reader.readString(limit: 64)),
            let usage = KeyUsage(rawValue: try reader.readString(limit: 64)), spec.usages.contains(usage),
            let custody = Custody(rawValue: try reader.readString(limit: 64)), spec.custodies.contains(custody),
            let origin = KeyOrigin(rawValue: try reader.readString(limit: 64))
        else {
            throw ByteCodingError(
                .badValue, "a key is to be made of a spec, usage, custody or origin that is not known")
        }
        let placement = try reader.readString(limit: 256)
        let keyDescription = try reader.readString()
        let policy = try reader.readString()
        let token = try reader.readString(limit: 256)
        let tags: [KeyRecord.Tag] = try reader.readArray(limit: KeyRecord.tagLimit)
        let isMultiRegion = try reader.readBool()
        // Where nothing was chosen nothing is written, as before there was a choice.
        let suite = reader.remaining > 0 ? try SuiteChoice(from: &reader) : nil
        guard suite?.fits(spec, custody) ?? true else {
            throw ByteCodingError(.badValue, "a key is to be made of a suite that does not go with its spec")
        }
        self.init(
            account: account, region: region, spec: spec, usage: usage, custody: custody, suite: suite, origin: origin,
            placement: placement, keyDescription: keyDescription, policy: policy, tags: tags,
            token: token.isEmpty ? nil : token, isMultiRegion: isMultiRegion)
    }
}
