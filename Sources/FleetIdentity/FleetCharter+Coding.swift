package import ByteCoding
import KeyMap

extension FleetCharter: ByteCodable {
    private static let magic = Array("QFCH".utf8)
    private static let listLimit = 4096

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        let format = format
        writer.write(format)
        writer.write(fleet)
        writer.write(revision)
        issued.encode(into: &writer)
        writer.write(prefixed: authority)
        writer.write(fixed: hubKey)
        for list in [hubs, gateways] {
            writer.write(UInt32(list.count))
            for id in list { writer.write(id) }
        }
        writer.write(UInt32(custodians.count))
        for custodian in custodians { Self.encode(custodian, into: &writer) }
        writer.write(UInt8(leastQuorum))
        guard format >= 2 else { return }
        for custodian in custodians {
            writer.write(custodian.jurisdiction)
            writer.write(custodian.trust)
            writer.write(custodian.kind.rawValue)
            writer.write(custodian.model)
        }
        for gateway in gateways {
            writer.write(gatewayPlaces[gateway]?.region ?? "")
            writer.write(gatewayPlaces[gateway]?.jurisdiction ?? "")
        }
        guard format >= 3 else { return }
        for gateway in gateways { writer.write(prefixed: gatewayKeys[gateway] ?? []) }
        writer.write(UInt32(former.count))
        for custodian in former { Self.encode(custodian, into: &writer) }
        writer.write(fleetKeyGeneration)
        writer.write(hubEndpoint)
    }

    /// The oldest format that can say what this charter says. 2 has jurisdictions, trust, kinds and models of custodians,
    /// and the places of gateways; 3 the keys of gateways, custodians that have left, the generation of the fleet key, and
    /// the hub's endpoint.
    private var format: UInt8 {
        guard gatewayKeys.isEmpty, former.isEmpty, fleetKeyGeneration == 1, hubEndpoint.isEmpty else { return 3 }
        let isPlain = custodians.allSatisfy {
            $0.jurisdiction.isEmpty && $0.trust == 0 && $0.kind == .resident && $0.model.isEmpty
        }
        return isPlain && gatewayPlaces.isEmpty ? 1 : 2
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic else {
            throw ByteCodingError(.unknownFormat, "this is not a fleet charter")
        }
        let format = try reader.read(UInt8.self)
        guard (1...3).contains(format) else {
            throw ByteCodingError(.unknownFormat, "this fleet charter has format \(format): use a newer build")
        }
        let fleet = try reader.readString(limit: 255)
        let revision: UInt64 = try reader.read()
        let issued = try Timestamp(from: &reader)
        let authority = try reader.readPrefixed(limit: 1 << 14)
        let hubKey = try reader.read(fixed: 32)
        let hubs = try Self.readNames(from: &reader)
        let gateways = try Self.readNames(from: &reader)
        var custodians: [CustodianRecord] = []
        for _ in 0..<(try Self.readCount(from: &reader)) { custodians.append(try Self.readCustodian(from: &reader)) }
        let leastQuorum = Int(try reader.read(UInt8.self))
        var places: [String: NodePlace] = [:]
        var keys: [String: [UInt8]] = [:]
        var former: [CustodianRecord] = []
        var generation: UInt32 = 1
        var hubEndpoint = ""
        if format >= 2 {
            custodians = try Self.readAttributes(of: custodians, from: &reader)
            for gateway in gateways {
                let place = NodePlace(
                    region: try reader.readString(limit: 256), jurisdiction: try reader.readString(limit: 256))
                if !place.region.isEmpty || !place.jurisdiction.isEmpty { places[gateway] = place }
            }
        }
        if format >= 3 {
            for gateway in gateways {
                let key = try reader.readPrefixed(limit: 32)
                if !key.isEmpty { keys[gateway] = key }
            }
            for _ in 0..<(try Self.readCount(from: &reader)) { former.append(try Self.readCustodian(from: &reader)) }
            generation = try reader.read()
            hubEndpoint = try reader.readString(limit: 1024)
        }
        do {
            try self.init(
                fleet: fleet, revision: revision, issued: issued, authority: authority, hubKey: hubKey, hubs: hubs,
                gateways: gateways, gatewayPlaces: places, gatewayKeys: keys, custodians: custodians, former: former,
                leastQuorum: leastQuorum, fleetKeyGeneration: generation, hubEndpoint: hubEndpoint)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
        guard self.format == format else {
            throw ByteCodingError(.badValue, "the charter of \(fleet) is of a later format than it needs")
        }
    }

    private static func readAttributes(
        of custodians: [CustodianRecord], from reader: inout ByteReader
    ) throws(ByteCodingError) -> [CustodianRecord] {
        var complete: [CustodianRecord] = []
        for custodian in custodians {
            let jurisdiction = try reader.readString(limit: 256)
            let trust = try reader.read(UInt8.self)
            guard let kind = CustodianKind(rawValue: try reader.readName(limit: 64)) else {
                throw ByteCodingError(.badValue, "custodian \(custodian.id) is of a kind that this build does not know")
            }
            complete.append(
                CustodianRecord(
                    id: custodian.id, ordinal: custodian.ordinal, region: custodian.region, vendor: custodian.vendor,
                    operatorName: custodian.operatorName, endpoint: custodian.endpoint,
                    identityKey: custodian.identityKey, sealingKey: custodian.sealingKey, jurisdiction: jurisdiction,
                    trust: trust, kind: kind, model: try reader.readString(limit: 256)))
        }
        return complete
    }

    private static func readCount(from reader: inout ByteReader) throws(ByteCodingError) -> Int {
        let count = Int(try reader.read(UInt32.self))
        guard count <= listLimit, count <= reader.remaining else {
            throw ByteCodingError(.tooLong, "a charter's list claims \(count) entries, more than allowed or present")
        }
        return count
    }

    private static func readNames(from reader: inout ByteReader) throws(ByteCodingError) -> [String] {
        var names: [String] = []
        for _ in 0..<(try readCount(from: &reader)) { names.append(try reader.readString(limit: 128)) }
        return names
    }

    // The charter's own form of a custodian: what the root key signed must not change with the key map's records.
    private static func encode(_ custodian: CustodianRecord, into writer: inout ByteWriter) {
        writer.write(custodian.id.description)
        writer.write(custodian.ordinal)
        writer.write(custodian.region)
        writer.write(custodian.vendor)
        writer.write(custodian.operatorName)
        writer.write(custodian.endpoint)
        writer.write(fixed: custodian.identityKey)
        writer.write(fixed: custodian.sealingKey)
    }

    private static func readCustodian(from reader: inout ByteReader) throws(ByteCodingError) -> CustodianRecord {
        CustodianRecord(
            id: CustodianID(try reader.readString(limit: 128)), ordinal: try reader.read(),
            region: try reader.readString(limit: 256), vendor: try reader.readString(limit: 256),
            operatorName: try reader.readString(limit: 256), endpoint: try reader.readString(limit: 1024),
            identityKey: try reader.read(fixed: 32), sealingKey: try reader.read(fixed: 32))
    }
}
