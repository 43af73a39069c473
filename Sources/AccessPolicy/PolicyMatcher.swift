/// The actions or resources of a statement.
struct PolicyMatcher: Sendable {
    let patterns: [WildcardPattern]
    /// `NotAction` and `NotResource`: everything but what the patterns match.
    let isInverted: Bool

    func matches(_ candidate: String) -> Bool {
        patterns.contains { $0.matches(candidate) } != isInverted
    }
}
