package import KeyMap

extension PlacementPolicies {
    /// Where a key with this text may be put together. For a text that is no policy that is nowhere: see
    /// ``obstacle(to:rebuilding:)``.
    package func site(_ text: String) -> ReconstructionSite {
        (try? policy(text))?.reconstruction ?? .custodian
    }

    /// Why a custodian may not rebuild a key with this text, to stand behind "custodian-1 may not rebuild key k"; nil where
    /// it may. Gateway, hub and every custodian that releases a share ask this one rule.
    package func obstacle(to custodian: CustodianRecord, rebuilding text: String) -> String? {
        guard allows(text, region: custodian.region, jurisdiction: custodian.jurisdiction) else {
            return "the key's placement does not let it be used in \(custodian.region)"
        }
        guard site(text) == .custodian || custodian.kind == .requester else {
            return "the key's placement lets only requesters rebuild it, custodians without shares beside a gateway"
        }
        return nil
    }
}
