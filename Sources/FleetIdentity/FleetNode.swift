package import KeyMap
package import Telemetry

/// What a node needs to speak with others: who it is, and who they may be.
package struct FleetNode: Sendable {
    package let credentials: NodeCredentials
    package let membership: Membership
    package let clock: @Sendable () -> Timestamp
    /// Records what the node asks of others and they of it; nil where nothing is.
    package let tracer: Tracer?

    package init(
        credentials: NodeCredentials, membership: Membership, tracer: Tracer? = nil,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.tracer = tracer
        self.credentials = credentials
        self.membership = membership
        self.clock = clock
    }

    /// The same node, which records by `tracer`.
    package func traced(by tracer: Tracer?) -> FleetNode {
        FleetNode(credentials: credentials, membership: membership, tracer: tracer, clock: clock)
    }

    package var name: SPIFFEIdentity { credentials.identity.name }
}
