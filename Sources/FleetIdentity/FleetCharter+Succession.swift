package import KeyMap

/// Charters that follow from this one; each is for the root key to sign.
extension FleetCharter {
    /// The charter with another node in it.
    ///
    /// - Throws: ``FleetError`` with `.badDocument` where its name or a key is taken, or belonged to one that has left.
    package func adding(_ node: JoinRequest, at now: Timestamp) throws(FleetError) -> FleetCharter {
        guard !names(node.name) else {
            throw FleetError(.badDocument, "\(node.name) is a member of \(fleet) already")
        }
        var next = Draft(self)
        switch node.name.role {
        case .custodian:
            let ordinal = ((custodians + former).map(\.ordinal).max() ?? 0) + 1
            next.custodians.append(node.custodianRecord(ordinal: ordinal))
        case .gateway:
            next.gateways.append(node.name.id)
            next.gatewayKeys[node.name.id] = node.identityKey
            next.gatewayPlaces[node.name.id] = NodePlace(region: node.region, jurisdiction: node.jurisdiction)
        case .hub, .applicant:
            throw FleetError(.badName, "\(node.name) cannot join: a charter takes in custodians and gateways")
        }
        return try next.charter(at: now)
    }

    /// The charter without a node. Where it is a custodian, the fleet key that it knew is to be replaced.
    ///
    /// - Throws: ``FleetError`` with `.badName` where the charter does not name it.
    package func removing(_ node: SPIFFEIdentity, at now: Timestamp) throws(FleetError) -> FleetCharter {
        guard names(node), node.role == .custodian || node.role == .gateway else {
            throw FleetError(
                .badName, "the charter of \(fleet) names no \(node.role.rawValue) \(node.id) that could leave")
        }
        var next = Draft(self)
        if node.role == .custodian {
            next.former += custodians.filter { $0.id.description == node.id }
            next.custodians.removeAll { $0.id.description == node.id }
            next.fleetKeyGeneration += 1
        } else {
            next.gateways.removeAll { $0 == node.id }
            next.gatewayKeys[node.id] = nil
            next.gatewayPlaces[node.id] = nil
        }
        return try next.charter(at: now)
    }

    /// The charter with a node at another endpoint.
    ///
    /// - Parameter endpoint: `host:port`.
    /// - Throws: ``FleetError`` with `.badName` where the charter does not name it, or it is reached by nobody.
    package func moving(_ node: SPIFFEIdentity, to endpoint: String, at now: Timestamp) throws(FleetError)
        -> FleetCharter
    {
        guard names(node), node.role == .custodian || node.role == .hub else {
            throw FleetError(
                .badName,
                "the charter of \(fleet) has no endpoint of \(node.role.rawValue) \(node.id) that could change")
        }
        var next = Draft(self)
        if node.role == .hub {
            next.hubEndpoint = endpoint
        } else {
            next.custodians = custodians.map { $0.id.description == node.id ? $0.moved(to: endpoint) : $0 }
        }
        return try next.charter(at: now)
    }

    /// The charter with custodians that have moved and gateways whose keys were not in it before.
    ///
    /// - Throws: ``FleetError`` with `.badDocument`.
    package func moved(
        _ custodians: [CustodianRecord], gatewayKeys: [String: [UInt8]], at now: Timestamp
    ) throws(FleetError) -> FleetCharter {
        var next = Draft(self)
        next.custodians = custodians
        next.gatewayKeys = gatewayKeys
        return try next.charter(at: now)
    }

    private struct Draft {
        let old: FleetCharter
        var gateways: [String]
        var gatewayPlaces: [String: NodePlace]
        var gatewayKeys: [String: [UInt8]]
        var custodians: [CustodianRecord]
        var former: [CustodianRecord]
        var fleetKeyGeneration: UInt32
        var hubEndpoint: String

        init(_ charter: FleetCharter) {
            old = charter
            gateways = charter.gateways
            gatewayPlaces = charter.gatewayPlaces
            gatewayKeys = charter.gatewayKeys
            custodians = charter.custodians
            former = charter.former
            fleetKeyGeneration = charter.fleetKeyGeneration
            hubEndpoint = charter.hubEndpoint
        }

        func charter(at now: Timestamp) throws(FleetError) -> FleetCharter {
            try FleetCharter(
                fleet: old.fleet, revision: old.revision + 1, issued: now, authority: old.authority,
                hubKey: old.hubKey, hubs: old.hubs, gateways: gateways, gatewayPlaces: gatewayPlaces,
                gatewayKeys: gatewayKeys, custodians: custodians, former: former, leastQuorum: old.leastQuorum,
                fleetKeyGeneration: fleetKeyGeneration, hubEndpoint: hubEndpoint)
        }
    }
}
