package import ByteCoding

/// A call of ``ControlPlane`` as a value, for the way from a gateway to its hub.
package enum ControlCall: Hashable, Sendable {
    case createKey(KeyCreation)
    case changeKey(KeyID, KeyChange, region: String)
    case importMaterial(KeyID, WrappedMaterial, expires: Timestamp?, region: String)
    case createAlias(AliasName, target: KeyID)
    case updateAlias(AliasName, target: KeyID)
    case deleteAlias(AliasName)
    case replicateKey(KeyID, KeyReplication)
    case updatePrimaryRegion(KeyID, region: String)
    case createGrant(GrantRecord)
    case removeGrant(GrantID)

    /// How long a gateway waits for the hub: below the 5 s that clients are promised, but for the search for the primes of
    /// an RSA key.
    package var patience: Duration {
        guard case .createKey(let creation) = self else { return .milliseconds(4_800) }
        switch creation.spec {
        case .rsa2048, .rsa3072, .rsa4096: return .seconds(28)
        default: return .milliseconds(4_800)
        }
    }

    /// Has a control plane do it.
    ///
    /// - Returns: the key, for the calls that have one.
    /// - Throws: what the call throws.
    package func perform(on control: some ControlPlane) async throws -> KeyRecord? {
        switch self {
        case .createKey(let creation): return try await control.createKey(creation)
        case .changeKey(let id, let change, let region): return try await control.changeKey(id, change, in: region)
        case .importMaterial(let id, let material, let expires, let region):
            return try await control.importMaterial(id, material, expires: expires, in: region)
        case .replicateKey(let id, let replication): return try await control.replicateKey(id, replication)
        case .updatePrimaryRegion(let id, let region): try await control.updatePrimaryRegion(id, to: region)
        case .createAlias(let name, let target): try await control.createAlias(name, target: target)
        case .updateAlias(let name, let target): try await control.updateAlias(name, target: target)
        case .deleteAlias(let name): try await control.deleteAlias(name)
        case .createGrant(let grant): try await control.createGrant(grant)
        case .removeGrant(let id): try await control.removeGrant(id)
        }
        return nil
    }
}

extension ControlCall: ByteCodable {
    private static let format: UInt8 = 1

    package func encode(into writer: inout ByteWriter) {
        writer.write(Self.format)
        switch self {
        case .createKey(let creation):
            writer.write(UInt8(creation.suite == nil ? 1 : 9))
            creation.suite?.encode(into: &writer)
            creation.encode(into: &writer)
        case .changeKey(let id, let change, let region):
            writer.write(UInt8(2))
            writer.write(id.description)
            change.encode(into: &writer)
            writer.write(region)
        case .importMaterial(let id, let material, let expires, let region):
            writer.write(UInt8(3))
            writer.write(id.description)
            material.encode(into: &writer)
            writer.write(expires)
            writer.write(region)
        case .createAlias(let name, let target):
            writer.write(UInt8(4))
            name.encode(into: &writer)
            writer.write(target.description)
        case .updateAlias(let name, let target):
            writer.write(UInt8(5))
            name.encode(into: &writer)
            writer.write(target.description)
        case .deleteAlias(let name):
            writer.write(UInt8(6))
            name.encode(into: &writer)
        case .replicateKey(let id, let replication):
            writer.write(UInt8(7))
            writer.write(id.description)
            replication.encode(into: &writer)
        case .updatePrimaryRegion(let id, let region):
            writer.write(UInt8(8))
            writer.write(id.description)
            writer.write(region)
        case .createGrant(let grant):
            writer.write(UInt8(10))
            grant.encode(into: &writer)
        case .removeGrant(let id):
            writer.write(UInt8(11))
            writer.write(id.description)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(UInt8.self) == Self.format else {
            throw ByteCodingError(.unknownFormat, "a gateway's call is of a format that this release does not read")
        }
        switch try reader.read(UInt8.self) {
        case 1: self = .createKey(try KeyCreation(from: &reader))
        case 2:
            self = .changeKey(
                try KeyID(from: &reader), try KeyChange(from: &reader), region: try reader.readString(limit: 64))
        case 3:
            self = .importMaterial(
                try KeyID(from: &reader), try WrappedMaterial(from: &reader), expires: try reader.readTimestamp(),
                region: try reader.readString(limit: 64))
        case 4: self = .createAlias(try AliasName(from: &reader), target: try KeyID(from: &reader))
        case 5: self = .updateAlias(try AliasName(from: &reader), target: try KeyID(from: &reader))
        case 6: self = .deleteAlias(try AliasName(from: &reader))
        case 7: self = .replicateKey(try KeyID(from: &reader), try KeyReplication(from: &reader))
        case 8: self = .updatePrimaryRegion(try KeyID(from: &reader), region: try reader.readString(limit: 64))
        case 9:
            let suite = try SuiteChoice(from: &reader)
            self = .createKey(try KeyCreation(from: &reader, suite: suite))
        case 10: self = .createGrant(try GrantRecord(from: &reader))
        case 11: self = .removeGrant(try GrantID(from: &reader))
        case let other: throw ByteCodingError(.badValue, "\(other) is no call of a control plane")
        }
    }
}
