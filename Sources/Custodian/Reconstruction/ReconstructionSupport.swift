package import CustodianContract
package import KeyMap

/// What a custodian needs to rebuild keys: ways to the hub and to its peers, and HPKE to a key's secret.
package struct ReconstructionSupport: Sendable {
    package let permits: any PermitSource
    /// The way to another custodian of the fleet; nil where there is none.
    package let peer: @Sendable (CustodianID) -> (any PeerLink)?
    package let sealing: any MaterialSealing

    package init(
        permits: any PermitSource, peer: @escaping @Sendable (CustodianID) -> (any PeerLink)?,
        sealing: any MaterialSealing
    ) {
        self.permits = permits
        self.peer = peer
        self.sealing = sealing
    }
}
