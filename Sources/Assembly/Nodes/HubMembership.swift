import AdminAPI
import ByteCoding
import FleetIdentity
import Hub
import KeyMap

/// The charter at the hub: who waits to join, and the next charter on its way to everyone. The hub passes on what the root
/// key has signed, and signs nothing of it.
struct HubMembership: FleetAdministration {
    /// How long to wait for every connected node to go by a new charter.
    private static let patience = Duration.seconds(1)

    let hub: Hub
    let membership: Membership
    let door: JoinDesk
    /// A gateway in the hub's own process, which goes by the hub's charter.
    let ownGateway: String?

    var charter: [UInt8] { membership.signed.encoded }

    var requests: [[UInt8]] { door.requests.map(\.encoded) }

    var overview: FleetOverview {
        let charter = membership.charter
        let seen = hub.feed.charters
        func node(_ role: FleetRole, _ id: String, _ place: NodePlace?, _ holder: ReplicaHolder?) -> FleetOverview.Node
        {
            FleetOverview.Node(
                role: role.rawValue, id: id, region: place?.region ?? "", jurisdiction: place?.jurisdiction ?? "",
                charter: role == .hub || id == ownGateway ? charter.revision : holder.flatMap { seen[$0] })
        }
        return FleetOverview(
            fleet: charter.fleet, charter: charter.revision, fleetKey: charter.fleetKeyGeneration,
            leastQuorum: charter.leastQuorum,
            nodes: charter.hubs.map { node(.hub, $0, nil, nil) }
                + charter.gateways.map { node(.gateway, $0, charter.gatewayPlaces[$0], .gateway($0)) }
                + charter.custodians.map {
                    node(
                        .custodian, $0.id.description, NodePlace(region: $0.region, jurisdiction: $0.jurisdiction),
                        .custodian($0.id))
                },
            former: charter.former.map(\.id.description))
    }

    func publish(_ charter: [UInt8]) async throws(FleetRefusal) -> FleetOverview {
        do {
            try membership.adopt(SignedCharter(decoding: charter))
        } catch {
            throw FleetRefusal(message: "The hub refuses the charter: \(error).")
        }
        membership.handOn { hub.adopt($0.members, charter: membership.signed.encoded) }
        let adopted = membership.charter
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline, hub.feed.charters.values.contains(where: { $0 < adopted.revision }) {
            try? await Task.sleep(for: .milliseconds(10))
        }
        return overview
    }
}
