import SecretSharing

extension PlacementPolicy {
    /// The policy with one field changed; nil where that makes none, such as a text that no tag holds.
    func changing(threshold: Threshold?) -> PlacementPolicy? {
        threshold.flatMap { make($0, regions, jurisdictions, leastTrust, spread) }
    }

    func changing(regions: [String]) -> PlacementPolicy? {
        make(threshold, regions, jurisdictions, leastTrust, spread)
    }

    func changing(jurisdictions: [String]) -> PlacementPolicy? {
        make(threshold, regions, jurisdictions, leastTrust, spread)
    }

    func changing(leastTrust: UInt8) -> PlacementPolicy? {
        make(threshold, regions, jurisdictions, leastTrust, spread)
    }

    func changing(spread: PlacementSpread) -> PlacementPolicy? {
        make(threshold, regions, jurisdictions, leastTrust, spread)
    }

    private func make(
        _ threshold: Threshold, _ regions: [String], _ jurisdictions: [String], _ leastTrust: UInt8,
        _ spread: PlacementSpread
    ) -> PlacementPolicy? {
        try? PlacementPolicy(
            threshold, regions: regions, jurisdictions: jurisdictions, leastTrust: leastTrust, spread: spread,
            useRegions: useRegions, useJurisdictions: useJurisdictions, reconstruction: reconstruction)
    }
}
