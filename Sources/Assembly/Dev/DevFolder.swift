import ByteCoding
import FleetIdentity
import Foundation
import KeyMap
import SecretSharing

/// A dev fleet's data folder: what is where, and how a new one is made.
struct DevFolder: Sendable {
    let path: String

    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
    func custodian(_ ordinal: Int) -> String { file("custodian-\(ordinal)") }

    /// Where the dev fleet's custodians are said to be: three regions, three vendors, three operators, 2+2+1 of each.
    static func place(_ ordinal: Int) -> (region: String, vendor: String, operatorName: String) {
        let places = [
            ("eu-central-1", "vendor-a", "operator-a"), ("eu-west-1", "vendor-b", "operator-b"),
            ("eu-north-1", "vendor-c", "operator-c"),
        ]
        let place = places[(ordinal - 1) % places.count]
        return (region: place.0, vendor: place.1, operatorName: place.2)
    }

    /// Makes root, authority, charter and every node of a new fleet.
    ///
    /// - Throws: where a file cannot be written.
    func create(_ options: DevOptions, ports: [Int], now: Timestamp) throws {
        let manager = FileManager.default
        for folder in ["root", "hub", "gateway/audit"] + (1...options.custodianCount).map({ "custodian-\($0)/audit" }) {
            try manager.createDirectory(
                atPath: file(folder), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let fleet = "dev-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
        let authority = try FleetAuthority.create(fleet: fleet, at: now, validForDays: 3_650)
        let fleetKey = FleetKey.random(generation: 1)
        var custodians: [CustodianRecord] = []
        for ordinal in 1...options.custodianCount {
            let id = "custodian-\(ordinal)"
            let identity = try issue(.custodian, id, authority, now: now, fleetKey: fleetKey, into: id)
            let isRequester = ordinal > options.threshold.count
            // The first requester stands beside the gateway.
            let place = Self.place(isRequester ? ordinal - options.threshold.count : ordinal)
            custodians.append(
                CustodianRecord(
                    id: CustodianID(id), ordinal: UInt32(ordinal), region: place.region, vendor: place.vendor,
                    operatorName: place.operatorName, endpoint: "127.0.0.1:\(ports[ordinal - 1])",
                    identityKey: identity.signingPublicKey, sealingKey: identity.agreementPublicKey,
                    jurisdiction: "eu", trust: 1, kind: isRequester ? .requester : .resident, model: "process"))
        }
        let hub = try issue(.hub, "hub-1", authority, now: now, fleetKey: nil, into: "hub")
        let gateway = try issue(.gateway, "gateway-1", authority, now: now, fleetKey: nil, into: "gateway")
        let charter = try FleetCharter(
            fleet: fleet, revision: 1, issued: now, authority: authority.certificate, hubKey: hub.signingPublicKey,
            hubs: ["hub-1"], gateways: ["gateway-1"],
            gatewayPlaces: ["gateway-1": NodePlace(region: Self.place(1).region, jurisdiction: "eu")],
            gatewayKeys: ["gateway-1": gateway.signingPublicKey], custodians: custodians,
            leastQuorum: options.threshold.quorum)
        try authority.sign(charter).save(to: file("charter.signed"))
        // Last, because its presence says that the folder is complete.
        let rootSealing = try SealingKey.create(file: file("root/sealing-key"))
        try authority.save(to: file("root/root.sealed"), sealedBy: rootSealing)
    }

    private func issue(
        _ role: FleetRole, _ id: String, _ authority: FleetAuthority, now: Timestamp, fleetKey: FleetKey?,
        into folder: String
    ) throws -> NodeIdentity {
        let identity = try authority.issue(
            role, id: id, hosts: [NodeName.host(role: role, id: id, fleet: authority.fleet)], at: now,
            validForDays: 30, fleetKey: fleetKey)
        let sealing = try SealingKey.create(file: file("\(folder)/sealing-key"))
        try identity.save(to: file("\(folder)/identity.sealed"), sealedBy: sealing)
        return identity
    }

    /// The root's keys.
    ///
    /// - Throws: where they cannot be read.
    func authority() throws -> FleetAuthority {
        let sealing = try SealingKey(file: file("root/sealing-key"))
        return try FleetAuthority(file: file("root/root.sealed"), sealedBy: sealing)
    }

    /// The charter, with the custodians' endpoints moved where the ports have changed since it was signed, and with the
    /// gateway's key where an earlier release has not put it in.
    ///
    /// - Throws: where the folder is another fleet's than the options say.
    func charter(_ authority: FleetAuthority, options: DevOptions, ports: [Int], now: Timestamp) throws -> FleetCharter
    {
        let charter = try SignedCharter(file: file("charter.signed")).verify(rootPublicKey: authority.rootPublicKey)
        let all = charter.custodians + charter.former
        let requesters = all.count { $0.kind == .requester }
        let members = all.count - requesters
        guard members == options.threshold.count, requesters == options.requesters,
            charter.leastQuorum == options.threshold.quorum
        else {
            throw ConfigurationFault(
                "The fleet in \(path) has \(members) custodians, \(requesters) requesters and a threshold of "
                    + "\(charter.leastQuorum); --custodians \(options.threshold.count) --requesters \(options.requesters) "
                    + "--threshold \(options.threshold.quorum) does not fit. Use the same numbers, another folder, or "
                    + "--fresh to start empty.")
        }
        let moved = charter.custodians.map { $0.moved(to: "127.0.0.1:\(ports[Int($0.ordinal) - 1])") }
        guard moved != charter.custodians || charter.gatewayKeys.isEmpty else { return charter }
        let gateway = try identity(in: "gateway").identity
        let updated = try charter.moved(
            moved, gatewayKeys: [gateway.name.id: gateway.signingPublicKey], at: now)
        try authority.sign(updated).save(to: file("charter.signed"))
        return updated
    }
}
