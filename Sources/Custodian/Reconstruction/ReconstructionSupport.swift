package import CustodianContract
import KeyMap

/// What a custodian needs to rebuild keys: ways to the hub and to its peers, and HPKE to a key's secret.
package struct ReconstructionSupport: Sendable {
    package let permits: any PermitSource
    package let sealing: any MaterialSealing
    private let peers: [CustodianID: any PeerLink]

    package init(permits: any PermitSource, peers: [any PeerLink], sealing: any MaterialSealing) {
        self.permits = permits
        self.peers = Dictionary(uniqueKeysWithValues: peers.map { ($0.custodian, $0) })
        self.sealing = sealing
    }

    func peer(_ custodian: CustodianID) -> (any PeerLink)? { peers[custodian] }
}
