/// What a custodian keeps its shares for.
package enum CandidateKind: String, Sendable {
    /// Keeps shares on disk, sealed.
    case resident
    /// Keeps shares in memory only.
    case ephemeral
    /// Keeps copies for recovery; never a member of a committee that computes.
    case backup
    /// Keeps no shares: rebuilds keys beside a gateway.
    case requester

    package var holdsComputingShares: Bool { self == .resident || self == .ephemeral }
}
