package import ByteCoding
import KeyMap

extension FleetCharter: ByteCodable {
    private static let magic = Array("QFCH".utf8)
    private static let listLimit = 4096

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
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
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is not a fleet charter that this build can read")
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
        do {
            try self.init(
                fleet: fleet, revision: revision, issued: issued, authority: authority, hubKey: hubKey, hubs: hubs,
                gateways: gateways, custodians: custodians, leastQuorum: leastQuorum)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
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
