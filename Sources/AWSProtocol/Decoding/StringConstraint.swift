/// What the service model demands of a string. Lengths are in UTF-16 code units, as AWS counts.
struct StringConstraint: Sendable {
    /// A pattern as AWS prints it, and what it matches.
    struct Pattern: Sendable {
        let text: String
        let matches: @Sendable (String) -> Bool

        /// A pattern that says which characters are allowed.
        static func characters(
            _ text: String, _ allows: @escaping @Sendable (Unicode.Scalar) -> Bool
        ) -> Pattern {
            Pattern(text: text, matches: { $0.unicodeScalars.allSatisfy(allows) })
        }
    }

    let lengths: ClosedRange<Int>
    var pattern: Pattern?

    static let aliasName = StringConstraint(
        lengths: 1...256,
        pattern: .characters("^[a-zA-Z0-9:/_-]+$") { isAlphanumeric($0) || ":/_-".unicodeScalars.contains($0) })
    static let customKeyStoreID = StringConstraint(lengths: 1...64)
    static let description = StringConstraint(lengths: 0...8192)
    static let grantID = StringConstraint(lengths: 1...128)
    static let grantName = StringConstraint(
        lengths: 1...256,
        pattern: .characters("^[a-zA-Z0-9:/_-]+$") { isAlphanumeric($0) || ":/_-".unicodeScalars.contains($0) })
    static let grantToken = StringConstraint(lengths: 1...8192)
    static let keyID = StringConstraint(lengths: 1...2048)
    static let keyMaterialDescription = StringConstraint(
        lengths: 0...256,
        pattern: .characters(#"^[a-zA-Z0-9:/_\s.-]+$"#) {
            isAlphanumeric($0) || ":/_.- \t\n\u{B}\u{C}\r".unicodeScalars.contains($0)
        })
    static let keyMaterialID = StringConstraint(
        lengths: 64...64,
        pattern: .characters("^[a-f0-9]+$") { ("a"..."f").contains($0) || ("0"..."9").contains($0) })
    static let marker = StringConstraint(
        lengths: 1...1024, pattern: .characters(#"[\u0020-\u00FF]*"#) { (0x20...0xFF).contains($0.value) })
    static let policy = StringConstraint(
        lengths: 1...131_072,
        pattern: .characters(#"[\u0009\u000A\u000D\u0020-\u00FF]+"#) {
            (0x20...0xFF).contains($0.value) || $0 == "\t" || $0 == "\n" || $0 == "\r"
        })
    static let policyName = StringConstraint(
        lengths: 1...128, pattern: .characters(#"[\w]+"#) { isAlphanumeric($0) || $0 == "_" })
    static let principal = StringConstraint(
        lengths: 1...256,
        pattern: .characters(#"^[\w+=,.@:/-]+$"#) { isAlphanumeric($0) || "_+=,.@:/-".unicodeScalars.contains($0) })
    static let region = StringConstraint(
        lengths: 1...32, pattern: Pattern(text: #"^([a-z]+-){2,3}\d+$"#, matches: isRegion))
    static let tagKey = StringConstraint(lengths: 1...128)
    static let tagValue = StringConstraint(lengths: 0...256)
    static let xksKeyID = StringConstraint(
        lengths: 1...128,
        pattern: .characters("^[a-zA-Z0-9-_.]+$") { isAlphanumeric($0) || "-_.".unicodeScalars.contains($0) })

    /// Every constraint that the value breaks, in AWS's words.
    func violations(of value: String) -> [String] {
        var violations: [String] = []
        let length = value.utf16.count
        if length > lengths.upperBound { violations.append(Self.tooLong(lengths.upperBound)) }
        if length < lengths.lowerBound { violations.append(Self.tooShort(lengths.lowerBound)) }
        if let pattern, !pattern.matches(value) {
            violations.append("Member must satisfy regular expression pattern: \(pattern.text)")
        }
        return violations
    }

    static func tooLong(_ limit: Int) -> String { "Member must have length less than or equal to \(limit)" }

    static func tooShort(_ limit: Int) -> String { "Member must have length greater than or equal to \(limit)" }

    /// Two or three words in small letters and a number, as in `eu-central-1`.
    private static func isRegion(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (3...4).contains(parts.count), let number = parts.last, parts.allSatisfy({ !$0.isEmpty }) else {
            return false
        }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return parts.dropLast().joined().allSatisfy(letters.contains) && number.allSatisfy(digits.contains)
    }

    private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
