package import ByteCoding
import SecretSharing

/// The first byte of every record's encoding. A release that changes an encoding raises it and still reads the old one.
enum RecordFormat {
    static let version: UInt8 = 1

    /// - Parameter latest: the newest format of this kind of record.
    /// - Returns: the format that follows.
    @discardableResult
    static func check(_ reader: inout ByteReader, latest: UInt8 = version) throws(ByteCodingError) -> UInt8 {
        let format = try reader.read(UInt8.self)
        guard (1...latest).contains(format) else {
            throw ByteCodingError(
                .unknownFormat,
                "a key map record has format \(format); this release reads up to \(latest): use a newer one")
        }
        return format
    }
}

extension KeyRecord: ByteCodable {
    /// The latest format. 1 has neither usage nor custody nor material; 2 has them; 3 has replicas too; 4 has
    /// a suite; 5 has the entropy of births, and may have a suite.
    private static let format: UInt8 = 5

    /// The oldest format that can say what this record says: what an older release has signed keeps its bytes.
    private var format: UInt8 {
        guard versions.allSatisfy(\.births.isEmpty) else { return 5 }
        guard chosenSuite == nil else { return 4 }
        guard elsewhere.isEmpty else { return 3 }
        return usage == spec.usages[0] && custody == .threshold && placement.isEmpty
            && versions.allSatisfy { $0.material == nil } ? 1 : 2
    }

    /// Written as it is in its primary region, wherever it is seen.
    package func encode(into writer: inout ByteWriter) {
        whole.encodeStored(into: &writer)
    }

    private func encodeStored(into writer: inout ByteWriter) {
        let format = format
        writer.write(format)
        writer.write(id.description)
        writer.write(account)
        writer.write(region)
        writer.write(spec.rawValue)
        if format >= 2 {
            writer.write(usage.rawValue)
            writer.write(custody.rawValue)
            writer.write(origin.rawValue)
            writer.write(placement)
            writer.write(prefixed: importedFingerprint)
            writer.write(fixed: materialExpires.encodedOrZero)
        }
        if format >= 5 { writer.write(chosenSuite != nil) }
        chosenSuite?.encode(into: &writer)
        writer.write(fixed: created.encoded)
        writer.write(fixed: state.encoded)
        writer.write(keyDescription)
        writer.write(policy)
        writer.write(tags)
        writer.write(creationToken ?? "")
        writer.write(versions)
        guard format >= 2 else { return }
        for version in versions {
            writer.write(version.material != nil)
            version.material?.encode(into: &writer)
        }
        guard format >= 3 else { return }
        writer.write(here.hasMaterial)
        writer.write(elsewhere)
        guard format >= 5 else { return }
        for version in versions { writer.write(version.births) }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        let format = try RecordFormat.check(&reader, latest: Self.format)
        let materialExpires: Timestamp?
        id = KeyID(try reader.readString(limit: 256))
        account = try reader.readString(limit: 64)
        primaryRegion = try reader.readString(limit: 64)
        guard let spec = KeySpec(rawValue: try reader.readName(limit: 64)) else {
            throw ByteCodingError(.unknownFormat, "key \(id) has a spec that this release does not know")
        }
        self.spec = spec
        if format >= 2 {
            guard let usage = KeyUsage(rawValue: try reader.readName(limit: 64)), spec.usages.contains(usage),
                let custody = Custody(rawValue: try reader.readName(limit: 64)),
                spec.custodies(for: usage).contains(custody),
                let origin = KeyOrigin(rawValue: try reader.readName(limit: 64))
            else {
                throw ByteCodingError(.badValue, "key \(id) has a usage or custody that does not go with its spec")
            }
            self.usage = usage
            self.custody = custody
            self.origin = origin
            placement = try reader.readString(limit: 256)
            importedFingerprint = try reader.readPrefixed(limit: 32)
            materialExpires = try Timestamp?(zeroOrFrom: &reader)
        } else {
            guard spec.custodies(for: spec.usages[0]).contains(.threshold) else {
                throw ByteCodingError(.badValue, "key \(id) is of an old format, which its spec does not have")
            }
            usage = spec.usages[0]
            custody = .threshold
            origin = .awsKMS
            placement = ""
            materialExpires = nil
        }
        let hasSuite = format >= 5 ? try reader.readBool() : format == 4
        chosenSuite = hasSuite ? try SuiteChoice(from: &reader) : nil
        guard chosenSuite?.fits(spec, custody) ?? true, chosenSuite != SuiteChoice(spec.suite(in: custody)) else {
            throw ByteCodingError(
                .badValue, "key \(id) has a suite that does not go with its spec, or need not be named")
        }
        here = RegionalKey(
            region: primaryRegion, created: try Timestamp(from: &reader), state: try KeyState(from: &reader),
            keyDescription: try reader.readString(), policy: try reader.readString(),
            tags: try reader.readArray(limit: Self.tagLimit))
        let token = try reader.readString(limit: 256)
        creationToken = token.isEmpty ? nil : token
        let suite = chosenSuite?.suite ?? spec.suite(in: custody)
        var versions = try reader.readArray { (reader) throws(ByteCodingError) in
            try KeyVersion(from: &reader, suite: suite)
        }
        guard !versions.isEmpty else { throw ByteCodingError(.badValue, "key \(id) has no version") }
        if format >= 2 {
            for index in versions.indices where try reader.readBool() {
                versions[index].material = try WrappedMaterial(from: &reader)
            }
        }
        self.versions = versions
        here.materialExpires = materialExpires
        here.hasMaterial = origin == .external && versions.contains { $0.material != nil }
        if format >= 3 {
            here.hasMaterial = try reader.readBool()
            elsewhere = try reader.readArray(limit: Self.regionLimit - 1)
        }
        if format >= 5 {
            for index in self.versions.indices {
                let births: [BirthStatement] = try reader.readArray(limit: Threshold.maximumCount)
                guard Set(births.map(\.custodian)).count == births.count else {
                    throw ByteCodingError(.badValue, "key \(id) has two statements of one custodian on its birth")
                }
                self.versions[index].births = births
            }
        }
        try checkRegions()
        guard self.format == format else {
            throw ByteCodingError(.badValue, "key \(id) is of a later format than it needs")
        }
    }
}

extension KeyRecord {
    /// Whether the regions are those that a key can have, in their one order.
    private func checkRegions() throws(ByteCodingError) {
        let isOrdered = zip(elsewhere, elsewhere.dropFirst()).allSatisfy { $0.precedes($1) }
        let isAllowed = elsewhere.allSatisfy { place in
            if case .pendingReplicaDeletion = place.state { return false }
            return !place.region.isEmpty && !place.region.utf8.elementsEqual(primaryRegion.utf8)
        }
        guard isOrdered, isAllowed, elsewhere.isEmpty || id.isMultiRegion else {
            throw ByteCodingError(.badValue, "key \(id) has regions that a key cannot have")
        }
        let isImported = origin == .external && versions.contains { $0.material != nil }
        guard isImported == ([here] + elsewhere).contains(where: \.hasMaterial) else {
            throw ByteCodingError(.badValue, "key \(id) has imported material in no region, or none in one that has it")
        }
        if case .pendingReplicaDeletion = state, elsewhere.isEmpty {
            throw ByteCodingError(.badValue, "key \(id) waits for the deletion of replicas that it has not")
        }
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
        case .pendingImport: writer.write(UInt8(4))
        case .pendingReplicaDeletion(let days):
            writer.write(UInt8(5))
            writer.write(UInt16(clamping: days))
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .enabled
        case 2: self = .disabled
        case 3: self = .pendingDeletion(try Timestamp(from: &reader))
        case 4: self = .pendingImport
        case 5: self = .pendingReplicaDeletion(days: Int(try reader.read(UInt16.self)))
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
