/// What the service model demands of a string. Lengths are in UTF-16 code units, as AWS counts.
struct StringConstraint: Sendable {
    /// Characters that a pattern allows, and the pattern as AWS prints it.
    struct Pattern: Sendable {
        let text: String
        let allows: @Sendable (Unicode.Scalar) -> Bool
    }

    let lengths: ClosedRange<Int>
    var pattern: Pattern?

    static let aliasName = StringConstraint(
        lengths: 1...256,
        pattern: Pattern(text: "^[a-zA-Z0-9:/_-]+$") { isAlphanumeric($0) || ":/_-".unicodeScalars.contains($0) })
    static let customKeyStoreID = StringConstraint(lengths: 1...64)
    static let description = StringConstraint(lengths: 0...8192)
    static let grantToken = StringConstraint(lengths: 1...8192)
    static let keyID = StringConstraint(lengths: 1...2048)
    static let marker = StringConstraint(
        lengths: 1...1024, pattern: Pattern(text: #"[\u0020-\u00FF]*"#) { (0x20...0xFF).contains($0.value) })
    static let policy = StringConstraint(
        lengths: 1...131_072,
        pattern: Pattern(text: #"[\u0009\u000A\u000D\u0020-\u00FF]+"#) {
            (0x20...0xFF).contains($0.value) || $0 == "\t" || $0 == "\n" || $0 == "\r"
        })
    static let policyName = StringConstraint(
        lengths: 1...128, pattern: Pattern(text: #"[\w]+"#) { isAlphanumeric($0) || $0 == "_" })
    static let tagKey = StringConstraint(lengths: 1...128)
    static let tagValue = StringConstraint(lengths: 0...256)
    static let xksKeyID = StringConstraint(
        lengths: 1...128,
        pattern: Pattern(text: "^[a-zA-Z0-9-_.]+$") { isAlphanumeric($0) || "-_.".unicodeScalars.contains($0) })

    /// Every constraint that the value breaks, in AWS's words.
    func violations(of value: String) -> [String] {
        var violations: [String] = []
        let length = value.utf16.count
        if length > lengths.upperBound { violations.append(Self.tooLong(lengths.upperBound)) }
        if length < lengths.lowerBound { violations.append(Self.tooShort(lengths.lowerBound)) }
        if let pattern, !value.unicodeScalars.allSatisfy(pattern.allows) {
            violations.append("Member must satisfy regular expression pattern: \(pattern.text)")
        }
        return violations
    }

    static func tooLong(_ limit: Int) -> String { "Member must have length less than or equal to \(limit)" }

    static func tooShort(_ limit: Int) -> String { "Member must have length greater than or equal to \(limit)" }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
