/// What operators may ask of a fleet's membership. The root key decides; the hub passes on.
package protocol FleetAdministration: Sendable {
    /// The charter in force, signed, in canonical encoding.
    var charter: [UInt8] { get }
    /// The requests of nodes that wait to join, in canonical encoding.
    var requests: [[UInt8]] { get }
    var overview: FleetOverview { get }
    /// Puts another charter in force, and sends it to every node.
    ///
    /// - Returns: what there is then, after up to a second for the nodes to follow.
    /// - Throws: ``FleetRefusal``, and nothing has changed.
    func publish(_ charter: [UInt8]) async throws(FleetRefusal) -> FleetOverview
}

/// Who is in the fleet, and who goes by which charter: the admin API's answer to `GET /v1/fleet`.
package struct FleetOverview: Codable, Sendable {
    package struct Node: Codable, Sendable {
        package let role: String
        package let id: String
        package let region: String
        package let jurisdiction: String
        /// The revision of the charter that it goes by, as it says; nil where it is not connected to the hub.
        package let charter: UInt64?

        package init(role: String, id: String, region: String, jurisdiction: String, charter: UInt64?) {
            self.role = role
            self.id = id
            self.region = region
            self.jurisdiction = jurisdiction
            self.charter = charter
        }
    }

    package let fleet: String
    /// The revision of the charter in force.
    package let charter: UInt64
    /// The generation of the fleet key.
    package let fleetKey: UInt32
    package let leastQuorum: Int
    package let nodes: [Node]
    /// Custodians that have left.
    package let former: [String]

    package init(
        fleet: String, charter: UInt64, fleetKey: UInt32, leastQuorum: Int, nodes: [Node], former: [String]
    ) {
        self.fleet = fleet
        self.charter = charter
        self.fleetKey = fleetKey
        self.leastQuorum = leastQuorum
        self.nodes = nodes
        self.former = former
    }
}

/// A charter on its way to or from the hub, base64.
package struct CharterDocument: Codable, Sendable {
    package let charter: String

    package init(charter: String) {
        self.charter = charter
    }
}

/// The requests to join, base64.
package struct JoinRequests: Codable, Sendable {
    package let requests: [String]

    package init(requests: [String]) {
        self.requests = requests
    }
}

/// Why the hub does not change the fleet's membership; the message is for a person.
package struct FleetRefusal: Error, CustomStringConvertible {
    package let message: String

    package init(message: String) {
        self.message = message
    }

    package var description: String { message }
}
