import StrictJSON

/// How a condition's operator compares.
enum ConditionComparison: String, CaseIterable, Sendable {
    case stringEquals = "StringEquals"
    case stringNotEquals = "StringNotEquals"
    case stringEqualsIgnoreCase = "StringEqualsIgnoreCase"
    case stringNotEqualsIgnoreCase = "StringNotEqualsIgnoreCase"
    case stringLike = "StringLike"
    case stringNotLike = "StringNotLike"
    case numericEquals = "NumericEquals"
    case numericNotEquals = "NumericNotEquals"
    case numericLessThan = "NumericLessThan"
    case numericLessThanEquals = "NumericLessThanEquals"
    case numericGreaterThan = "NumericGreaterThan"
    case numericGreaterThanEquals = "NumericGreaterThanEquals"
    case dateEquals = "DateEquals"
    case dateNotEquals = "DateNotEquals"
    case dateLessThan = "DateLessThan"
    case dateLessThanEquals = "DateLessThanEquals"
    case dateGreaterThan = "DateGreaterThan"
    case dateGreaterThanEquals = "DateGreaterThanEquals"
    case bool = "Bool"
    case binaryEquals = "BinaryEquals"
    case ipAddress = "IpAddress"
    case notIPAddress = "NotIpAddress"
    case arnEquals = "ArnEquals"
    case arnNotEquals = "ArnNotEquals"
    case arnLike = "ArnLike"
    case arnNotLike = "ArnNotLike"
    case null = "Null"

    /// Whether it holds where no value matches, and where the key is absent.
    var isNegated: Bool {
        switch self {
        case .stringNotEquals, .stringNotEqualsIgnoreCase, .stringNotLike, .numericNotEquals, .dateNotEquals,
            .notIPAddress, .arnNotEquals, .arnNotLike:
            true
        default: false
        }
    }

    /// A value of the policy, read as this comparison needs it; nil where it is of another kind.
    func value(_ text: String) -> ConditionValue? {
        switch self {
        case .stringEquals, .stringNotEquals: .text(Array(text.utf8))
        case .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase: .text(Array(text.lowercased().utf8))
        case .stringLike, .stringNotLike: .pattern(WildcardPattern(text))
        case .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
            .numericGreaterThanEquals:
            Self.number(text).map(ConditionValue.number)
        case .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan, .dateGreaterThanEquals:
            PolicyDate.seconds(text).map(ConditionValue.number)
        case .bool, .null: Self.truth(text).map(ConditionValue.truth)
        case .binaryEquals: Base64.decode(text).map(ConditionValue.text)
        case .ipAddress, .notIPAddress: AddressRange(text).map(ConditionValue.addresses)
        case .arnEquals, .arnNotEquals, .arnLike, .arnNotLike: ARNPattern(text).map(ConditionValue.arn)
        }
    }

    /// Whether a value of the policy and one of the request match. What the request has may be of another kind: then not.
    func matches(_ value: ConditionValue, _ found: String) -> Bool {
        switch (value, self) {
        case (.text(let bytes), .stringEqualsIgnoreCase), (.text(let bytes), .stringNotEqualsIgnoreCase):
            bytes.elementsEqual(found.lowercased().utf8)
        case (.text(let bytes), .binaryEquals): Base64.decode(found) == bytes
        case (.text(let bytes), _): bytes.elementsEqual(found.utf8)
        case (.pattern(let pattern), _): pattern.matches(found)
        case (.arn(let pattern), _): pattern.matches(found)
        case (.addresses(let range), _): range.contains(found)
        case (.truth(let truth), _): Self.truth(found) == truth
        case (.number(let limit), .dateEquals), (.number(let limit), .dateNotEquals),
            (.number(let limit), .dateLessThan), (.number(let limit), .dateLessThanEquals),
            (.number(let limit), .dateGreaterThan), (.number(let limit), .dateGreaterThanEquals):
            PolicyDate.seconds(found).map { isOrdered($0, limit) } ?? false
        case (.number(let limit), _): Self.number(found).map { isOrdered($0, limit) } ?? false
        }
    }

    private func isOrdered(_ found: Double, _ limit: Double) -> Bool {
        switch self {
        case .numericLessThan, .dateLessThan: found < limit
        case .numericLessThanEquals, .dateLessThanEquals: found <= limit
        case .numericGreaterThan, .dateGreaterThan: found > limit
        case .numericGreaterThanEquals, .dateGreaterThanEquals: found >= limit
        default: found == limit
        }
    }

    private static func number(_ text: String) -> Double? {
        guard let number = Double(text), number.isFinite else { return nil }
        return number
    }

    private static func truth(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }
}

/// A value of a condition, as its comparison reads it.
enum ConditionValue: Hashable, Sendable {
    case text([UInt8])
    case pattern(WildcardPattern)
    case arn(ARNPattern)
    /// A number, or a moment in seconds since 1970.
    case number(Double)
    case truth(Bool)
    case addresses(AddressRange)

    /// How many bytes a pattern has: the time that matching takes grows with them, and with what a client sends.
    var patternBytes: Int {
        switch self {
        case .pattern(let pattern): pattern.text.utf8.count
        case .arn(let pattern): pattern.byteCount
        default: 0
        }
    }
}
