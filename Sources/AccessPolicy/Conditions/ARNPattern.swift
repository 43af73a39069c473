/// An ARN each of whose six parts may have wildcards, which do not reach over a colon. The last part, the resource, may have
/// colons of its own.
struct ARNPattern: Hashable, Sendable {
    private let parts: [WildcardPattern]

    /// Nil for a text that is neither `*` nor has six parts.
    init?(_ text: String) {
        let parts = text == "*" ? [Substring](repeating: "*", count: 6) : Self.parts(text)
        guard parts.count == 6 else { return nil }
        self.parts = parts.map { WildcardPattern(String($0)) }
    }

    var byteCount: Int { parts.reduce(0) { $0 + $1.text.utf8.count } }

    func matches(_ candidate: String) -> Bool {
        let found = Self.parts(candidate)
        return found.count == parts.count && zip(parts, found).allSatisfy { $0.matches(String($1)) }
    }

    private static func parts(_ text: String) -> [Substring] {
        text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    }
}
