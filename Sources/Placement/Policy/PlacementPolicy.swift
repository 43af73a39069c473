package import SecretSharing

/// What a key asks of the custodians that hold its shares, and from where it may be used.
///
/// Its text form is what a tag `quorate:placement` carries; see ``text`` for the grammar. Every policy that can be made
/// has a text of at most ``maximumLength`` characters.
package struct PlacementPolicy: Hashable, Sendable {
    /// k and n.
    package let threshold: Threshold
    /// Regions that shares may be in, ascending; empty for any.
    package let regions: [String]
    /// Jurisdictions that shares may be in, ascending; empty for any.
    package let jurisdictions: [String]
    /// The least trust level of a custodian, from 0.
    package let leastTrust: UInt8
    package let spread: PlacementSpread
    /// Regions of clients that may use the key, ascending; empty for any.
    package let useRegions: [String]
    /// Jurisdictions of clients that may use the key, ascending; empty for any.
    package let useJurisdictions: [String]
    /// Where the key may be put together, for keys that are used by reconstruction.
    package let reconstruction: ReconstructionSite

    /// - Parameters: lists of names in any order.
    /// - Throws: ``PlacementError`` with `.badPolicy` for a name that the text form cannot carry or that comes twice,
    ///   or where that form is longer than a tag's value.
    package init(
        _ threshold: Threshold, regions: [String] = [], jurisdictions: [String] = [], leastTrust: UInt8 = 0,
        spread: PlacementSpread = .relaxed, useRegions: [String] = [], useJurisdictions: [String] = [],
        reconstruction: ReconstructionSite = .custodian
    ) throws(PlacementError) {
        self.threshold = threshold
        self.regions = try PlacementName.checkedList(regions)
        self.jurisdictions = try PlacementName.checkedList(jurisdictions)
        self.leastTrust = leastTrust
        self.spread = spread
        self.useRegions = try PlacementName.checkedList(useRegions)
        self.useJurisdictions = try PlacementName.checkedList(useJurisdictions)
        self.reconstruction = reconstruction
        let length = text.utf8.count
        guard length <= Self.maximumLength else {
            throw PlacementError(
                .badPolicy,
                "the placement's text has \(length) characters and a tag holds \(Self.maximumLength): name fewer "
                    + "regions or jurisdictions")
        }
    }

    /// The policy that asks for a threshold and a spread only.
    package init(_ threshold: Threshold, spread: PlacementSpread) {
        self.threshold = threshold
        regions = []
        jurisdictions = []
        leastTrust = 0
        self.spread = spread
        useRegions = []
        useJurisdictions = []
        reconstruction = .custodian
    }

    /// Whether a client there may use the key: its region and its jurisdiction must both be allowed.
    package func allows(region: String, jurisdiction: String) -> Bool {
        (useRegions.isEmpty || useRegions.contains(region))
            && (useJurisdictions.isEmpty || useJurisdictions.contains(jurisdiction))
    }
}
