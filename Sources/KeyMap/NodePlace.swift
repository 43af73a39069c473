/// Where a gateway stands: what a key's placement asks of those who use it.
package struct NodePlace: Hashable, Sendable {
    package let region: String
    package let jurisdiction: String

    package init(region: String, jurisdiction: String) {
        self.region = region
        self.jurisdiction = jurisdiction
    }
}

/// What a custodian keeps of its shares, and where.
package enum CustodianKind: String, Sendable, CaseIterable {
    /// Shares sealed on disk.
    case resident
    /// Shares in memory only, for a short life.
    case ephemeral
    /// Encrypted shares only; computes nothing.
    case backup
    /// No shares: rebuilds keys for the gateway beside it.
    case requester

    /// Whether it may be a member of a committee.
    package var joinsCommittees: Bool {
        switch self {
        case .resident, .ephemeral: true
        case .backup, .requester: false
        }
    }
}
