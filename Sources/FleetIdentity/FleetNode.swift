package import KeyMap

/// What a node needs to speak with others: who it is, and who they may be.
package struct FleetNode: Sendable {
    package let credentials: NodeCredentials
    package let membership: Membership
    package let clock: @Sendable () -> Timestamp

    package init(
        credentials: NodeCredentials, membership: Membership, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.credentials = credentials
        self.membership = membership
        self.clock = clock
    }

    package var name: SPIFFEIdentity { credentials.identity.name }
}
