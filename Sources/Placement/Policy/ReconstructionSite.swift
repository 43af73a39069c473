/// Where a key that is used by reconstruction may be put together.
package enum ReconstructionSite: String, Sendable {
    /// At any custodian in the client's region.
    case custodian
    /// Only at a custodian without shares beside the regional gateway.
    case gateway
}
