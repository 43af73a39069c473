package import CustodianContract
package import KeyMap

/// What a custodian needs to rebuild keys: ways to the hub and to its peers, and HPKE to a key's secret.
package struct ReconstructionSupport: Sendable {
    package let permits: any PermitSource
    /// The way to another custodian of the fleet; nil where there is none.
    package let peer: @Sendable (CustodianID) -> (any PeerLink)?
    package let sealing: any MaterialSealing
    /// Told of every member that does not send its share, or not the right one, for log and metrics.
    package let report: @Sendable (PeerReport) -> Void

    package init(
        permits: any PermitSource, peer: @escaping @Sendable (CustodianID) -> (any PeerLink)?,
        sealing: any MaterialSealing, report: @escaping @Sendable (PeerReport) -> Void = { _ in }
    ) {
        self.permits = permits
        self.peer = peer
        self.sealing = sealing
        self.report = report
    }
}
