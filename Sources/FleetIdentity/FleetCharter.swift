package import KeyMap

/// Who belongs to a fleet, as its root key says: what a captured hub cannot invent.
package struct FleetCharter: Hashable, Sendable {
    package let fleet: String
    /// Counts the charters of a fleet from 1. A node that has seen one refuses an older.
    package let revision: UInt64
    package let issued: Timestamp
    /// The certificate that all others are verified against, DER.
    package let authority: [UInt8]
    /// The Ed25519 key that signs changes of the key map, 32 bytes.
    package let hubKey: [UInt8]
    /// The ids of the hub's processes.
    package let hubs: [String]
    package let gateways: [String]
    /// Where gateways stand, by their ids; one that is not here stands nowhere in particular.
    package let gatewayPlaces: [String: NodePlace]
    /// The gateways' Ed25519 identity keys, by their ids; 32 bytes each.
    package let gatewayKeys: [String: [UInt8]]
    package let custodians: [CustodianRecord]
    /// Custodians that have left: nobody speaks with them, but what they certified stays good.
    package let former: [CustodianRecord]
    /// The generation of the fleet key that custodians use. Every departure of one raises it.
    package let fleetKeyGeneration: UInt32
    /// `host:port` under which gateways and who wants to join reach the hub; empty for a fleet in one process.
    package let hubEndpoint: String
    /// The least quorum that a committee may have.
    package let leastQuorum: Int

    /// - Throws: ``FleetError`` with `.badDocument` for names or keys that are malformed or there twice, or a least quorum
    ///   under 2.
    package init(
        fleet: String, revision: UInt64, issued: Timestamp, authority: [UInt8], hubKey: [UInt8], hubs: [String],
        gateways: [String], gatewayPlaces: [String: NodePlace] = [:], gatewayKeys: [String: [UInt8]] = [:],
        custodians: [CustodianRecord], former: [CustodianRecord] = [], leastQuorum: Int,
        fleetKeyGeneration: UInt32 = 1, hubEndpoint: String = ""
    ) throws(FleetError) {
        self.fleet = fleet
        self.revision = revision
        self.issued = issued
        self.authority = authority
        self.hubKey = hubKey
        self.hubs = hubs
        self.gateways = gateways
        self.gatewayPlaces = gatewayPlaces
        self.gatewayKeys = gatewayKeys
        self.custodians = custodians
        self.former = former
        self.fleetKeyGeneration = fleetKeyGeneration
        self.hubEndpoint = hubEndpoint
        self.leastQuorum = leastQuorum
        try check(.hub, hubs)
        try check(.gateway, gateways)
        let all = custodians + former
        try check(.custodian, all.map(\.id.description))
        let keys = [hubKey] + gatewayKeys.values + all.flatMap { [$0.identityKey, $0.sealingKey] }
        guard keys.allSatisfy({ $0.count == 32 }), Set(keys).count == keys.count else {
            throw FleetError(
                .badDocument, "the charter of \(fleet) has a key that is not 32 bytes, or one for two uses")
        }
        guard gatewayPlaces.keys.allSatisfy(gateways.contains), gatewayKeys.keys.allSatisfy(gateways.contains) else {
            throw FleetError(.badDocument, "the charter of \(fleet) places a gateway that it does not name")
        }
        guard leastQuorum >= 2 else {
            throw FleetError(.badDocument, "the charter of \(fleet) allows a quorum of \(leastQuorum); 2 is the least")
        }
        guard fleetKeyGeneration >= 1 else {
            throw FleetError(.badDocument, "the charter of \(fleet) has a fleet key before the first")
        }
    }

    private func check(_ role: FleetRole, _ ids: [String]) throws(FleetError) {
        for id in ids {
            do {
                _ = try SPIFFEIdentity(fleet: fleet, role: role, id: id)
            } catch {
                throw FleetError(.badDocument, "the charter of \(fleet) is malformed: \(error.message)")
            }
        }
        guard Set(ids).count == ids.count else {
            throw FleetError(.badDocument, "the charter of \(fleet) names a \(role.rawValue) twice")
        }
    }

    /// Whether the charter names a node: a certificate alone makes nobody a member.
    package func names(_ node: SPIFFEIdentity) -> Bool {
        guard node.fleet == fleet else { return false }
        return switch node.role {
        case .hub: hubs.contains(node.id)
        case .gateway: gateways.contains(node.id)
        case .custodian: custodians.contains { $0.id.description == node.id }
        case .applicant: false
        }
    }

    /// The Ed25519 key of a node that the charter names, 32 bytes.
    package func identityKey(of node: SPIFFEIdentity) -> [UInt8]? {
        guard names(node) else { return nil }
        return switch node.role {
        case .hub: hubKey
        case .gateway: gatewayKeys[node.id]
        case .custodian: custodians.first { $0.id.description == node.id }?.identityKey
        case .applicant: nil
        }
    }

    /// The Ed25519 key of a node that the charter names or has named, 32 bytes: what it has signed stays signed.
    package func lastingIdentityKey(of node: SPIFFEIdentity) -> [UInt8]? {
        if let key = identityKey(of: node) { return key }
        guard node.fleet == fleet, node.role == .custodian else { return nil }
        return former.first { $0.id.description == node.id }?.identityKey
    }

    /// What replicas of the key map go by.
    package var members: FleetMembers {
        FleetMembers(custodians: custodians, former: former, gateways: gatewayPlaces, leastQuorum: leastQuorum)
    }
}
