import Synchronization

/// Policies as they are used, by the text that a key's record holds: most keys have one of few, or none.
package final class PlacementPolicies: Sendable {
    private static let limit = 1_024

    private let policies = Mutex<[[UInt8]: PlacementPolicy]>([:])

    package init() {}

    /// The policy of a key's record; nil for a key that has none of its own.
    ///
    /// - Throws: ``PlacementError`` with `.badPolicy` where the text is none.
    package func policy(_ text: String) throws(PlacementError) -> PlacementPolicy? {
        guard !text.isEmpty else { return nil }
        let bytes = Array(text.utf8)
        if let known = policies.withLock({ $0[bytes] }) { return known }
        let policy = try PlacementPolicy(text: text)
        policies.withLock { policies in
            if policies.count >= Self.limit { policies.removeAll(keepingCapacity: true) }
            policies[bytes] = policy
        }
        return policy
    }

    /// Whether a key with this text may be used from there. A text that is no policy allows nothing.
    package func allows(_ text: String, region: String, jurisdiction: String) -> Bool {
        do {
            return try policy(text)?.allows(region: region, jurisdiction: jurisdiction) ?? true
        } catch {
            return false
        }
    }
}
