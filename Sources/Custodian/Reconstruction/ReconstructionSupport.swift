package import CustodianContract

/// What a custodian needs to rebuild keys: ways to the hub and to its peers, and HPKE to a key's secret.
package struct ReconstructionSupport: Sendable {
    package let permits: any PermitSource
    package let peers: [any PeerLink]
    package let sealing: any MaterialSealing

    package init(permits: any PermitSource, peers: [any PeerLink], sealing: any MaterialSealing) {
        self.permits = permits
        self.peers = peers
        self.sealing = sealing
    }
}
