/// The fields of a placement's text, in the order of the canonical form.
enum PlacementField: String, CaseIterable {
    case quorum = "k"
    case count = "n"
    case regions
    case jurisdictions
    case trust
    case spread
    case useRegions = "use"
    case useJurisdictions = "use-jurisdictions"
    case reconstruction
}
