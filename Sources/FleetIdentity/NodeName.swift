/// The DNS names in nodes' certificates, by which a caller knows that it has reached the node it means.
package enum NodeName {
    package static func host(role: FleetRole, id: String, fleet: String) -> String {
        "\(id).\(role.rawValue).\(fleet).quorate.internal"
    }
}
