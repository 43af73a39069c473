package import ByteCoding

/// The bytes are those of before there was a choice of suites: ``ControlCall`` has a call of its own for a chosen one.
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
        try self.init(from: &reader, suite: nil)
    }

    /// - Parameter suite: what was read before, where one was chosen.
    init(from reader: inout ByteReader, suite: SuiteChoice?) throws(ByteCodingError) {
        let account = try reader.readString(limit: 64)
        let region = try reader.readString(limit: 64)
        guard let spec = KeySpec(rawValue: try reader.readName(limit: 64)),
            let usage = KeyUsage(rawValue: try reader.readName(limit: 64)), spec.usages.contains(usage),
            let custody = Custody(rawValue: try reader.readName(limit: 64)),
            spec.custodies(for: usage).contains(custody),
            let origin = KeyOrigin(rawValue: try reader.readName(limit: 64))
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
        guard suite?.fits(spec, custody) ?? true else {
            throw ByteCodingError(.badValue, "a key is to be made of a suite that does not go with its spec")
        }
        self.init(
            account: account, region: region, spec: spec, usage: usage, custody: custody, suite: suite, origin: origin,
            placement: placement, keyDescription: keyDescription, policy: policy, tags: tags,
            token: token.isEmpty ? nil : token, isMultiRegion: isMultiRegion)
    }
}
