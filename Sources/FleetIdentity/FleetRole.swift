/// What a node may be, by its name in a SPIFFE id.
package enum FleetRole: String, Sendable, CaseIterable {
    case custodian
    case gateway
    case hub
    /// Somebody with an invitation, who may ask to join and nothing else.
    case applicant
}
