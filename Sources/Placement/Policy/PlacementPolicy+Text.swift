import SecretSharing

extension PlacementPolicy {
    /// The longest text: what a tag's value holds.
    package static let maximumLength = 256

    /// The policy's one canonical text. Equal policies have equal texts, and `init(text:)` gives the policy back.
    ///
    /// Fields `NAME=VALUE` with a space between, in this order; lists have colons between and ascend.
    /// ```
    /// k=3 n=5                  always
    /// regions=LIST             where shares may be; left out for any
    /// jurisdictions=LIST       likewise
    /// trust=LEVEL              least trust, 1 to 255; left out for 0
    /// spread=SPREAD            always: "none", or "required" or "relaxed", behind which the rules are named
    ///                          ("required:region:vendor") unless all four hold: region, vendor, operator, region-loss
    /// use=LIST                 regions of clients; left out for any
    /// use-jurisdictions=LIST   likewise
    /// reconstruction=gateway   left out for "custodian"
    /// ```
    package var text: String {
        PlacementField.allCases.compactMap { field in value(of: field).map { "\(field.rawValue)=\($0)" } }
            .joined(separator: " ")
    }

    /// A field's value in the canonical text; nil where it is left out.
    private func value(of field: PlacementField) -> String? {
        switch field {
        case .quorum: "\(threshold.quorum)"
        case .count: "\(threshold.count)"
        case .regions: Self.list(regions)
        case .jurisdictions: Self.list(jurisdictions)
        case .trust: leastTrust == 0 ? nil : "\(leastTrust)"
        case .spread: spread.text
        case .useRegions: Self.list(useRegions)
        case .useJurisdictions: Self.list(useJurisdictions)
        case .reconstruction: reconstruction == .custodian ? nil : reconstruction.rawValue
        }
    }

    private static func list(_ names: [String]) -> String? {
        names.isEmpty ? nil : names.joined(separator: ":")
    }
}

extension PlacementSpread {
    /// As in a placement's text.
    var text: String {
        if rules.isEmpty { return "none" }
        let named = rules.count == SpreadRule.allCases.count ? [] : orderedRules.map(\.rawValue)
        return ([strictness.rawValue] + named).joined(separator: ":")
    }
}
