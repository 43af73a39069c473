/// What a condition's operator says, as in `ForAnyValue:StringLikeIfExists` ("IAM JSON policy elements: Condition
/// operators" of the IAM guide).
struct ConditionOperator: Sendable {
    /// How many of the request's values it is about.
    enum Quantifier: Sendable {
        /// One value. Where the request has several, what allows has to hold for all of them, and what denies for one.
        case single
        /// At least one value; none where the request has none.
        case anyValue
        /// Every value; also where the request has none.
        case allValues
    }

    let comparison: ConditionComparison
    let quantifier: Quantifier
    /// Holds also where the request does not have the key.
    let ifExists: Bool

    private static let quantifiers: [(prefix: String, quantifier: Quantifier)] = [
        ("ForAnyValue:", .anyValue), ("ForAllValues:", .allValues),
    ]
    private static let ifExistsSuffix = "IfExists"

    /// Nil for an operator that does not exist.
    init?(_ text: String) {
        var name = Substring(text)
        let prefixed = Self.quantifiers.first { text.hasPrefix($0.prefix) }
        if let prefixed { name = name.dropFirst(prefixed.prefix.count) }
        let ifExists = name.hasSuffix(Self.ifExistsSuffix)
        if ifExists { name = name.dropLast(Self.ifExistsSuffix.count) }
        guard let comparison = ConditionComparison(rawValue: String(name)),
            comparison != .null || (!ifExists && prefixed == nil)
        else { return nil }
        self.comparison = comparison
        quantifier = prefixed?.quantifier ?? .single
        self.ifExists = ifExists
    }

    /// - Parameters:
    ///   - found: what the request has; nil where it does not have the key.
    ///   - effect: that of the statement.
    func holds(_ values: [ConditionValue], for found: [String]?, _ effect: PolicyStatement.Effect) -> Bool {
        if comparison == .null { return values.contains(.truth(found == nil)) }
        guard let found else {
            return ifExists || quantifier == .allValues || comparison.isNegated && quantifier == .single
        }
        func holds(_ candidate: String) -> Bool {
            values.contains { comparison.matches($0, candidate) } != comparison.isNegated
        }
        return switch quantifier {
        case .single: effect == .allow ? found.allSatisfy(holds) : found.contains(where: holds)
        case .anyValue: found.contains(where: holds)
        case .allValues: found.allSatisfy(holds)
        }
    }
}
