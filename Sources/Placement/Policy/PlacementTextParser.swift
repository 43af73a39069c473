import SecretSharing

/// Takes a placement's text apart. The order of fields, of names in lists and the number of spaces are free; what comes
/// twice, is unknown or has another spelling is refused, because a policy misread is a key misplaced.
struct PlacementTextParser {
    private var values: [PlacementField: String] = [:]

    init(_ text: String) throws(PlacementError) {
        let length = text.utf8.count
        guard length <= PlacementPolicy.maximumLength else {
            throw Self.bad("has \(length) bytes: at most \(PlacementPolicy.maximumLength) are allowed")
        }
        for (position, character) in text.utf8.enumerated() {
            guard PlacementName.isPlain(character) || " :=".utf8.contains(character) else {
                throw Self.bad(
                    "has byte \(character) at position \(position + 1): only a-z A-Z 0-9 space _ . : / = + - @ are "
                        + "allowed")
            }
        }
        for field in text.split(separator: " ") { try take(field) }
    }

    private mutating func take(_ text: Substring) throws(PlacementError) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw Self.bad("has \"\(text)\" where NAME=VALUE is expected")
        }
        guard let field = PlacementField(rawValue: String(parts[0])) else {
            let known = PlacementField.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.bad("has the unknown field \"\(parts[0])\": the fields are \(known)")
        }
        guard values.updateValue(String(parts[1]), forKey: field) == nil else {
            throw Self.bad("has the field \(field.rawValue) twice: write it once")
        }
    }

    func threshold() throws(PlacementError) -> Threshold {
        guard let quorum = try number(.quorum), let count = try number(.count) else {
            throw Self.bad("lacks k or n: write how many of how many shares use the key, such as k=3 n=5")
        }
        do {
            return try Threshold(quorum: Int(quorum), of: Int(count))
        } catch {
            throw PlacementError(.badPolicy, "the placement's \(error.message)")
        }
    }

    /// A number 0...255 in its one decimal spelling; nil where the field is absent.
    func number(_ field: PlacementField) throws(PlacementError) -> UInt8? {
        guard let value = values[field] else { return nil }
        guard let number = UInt8(value), "\(number)" == value else {
            throw Self.bad("has \(field.rawValue)=\(value) where a number from 0 to 255 is expected")
        }
        return number
    }

    func names(_ field: PlacementField) -> [String] {
        values[field]?.split(separator: ":", omittingEmptySubsequences: false).map { String($0) } ?? []
    }

    /// Rules that are named without a strictness are required.
    func spread() throws(PlacementError) -> PlacementSpread? {
        var names = names(.spread)
        guard let first = names.first else { return nil }
        if names == ["none"] { return PlacementSpread.none }
        let strictness = PlacementSpread.Strictness(rawValue: first)
        if strictness != nil { names.removeFirst() }
        var rules: Set<SpreadRule> = []
        for name in names {
            guard let rule = SpreadRule(rawValue: name) else {
                let known = SpreadRule.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.bad(
                    "has \"\(name)\" in spread: it is none, or required or relaxed, then any of \(known)")
            }
            guard rules.insert(rule).inserted else { throw Self.bad("names \(name) twice in spread: name it once") }
        }
        return PlacementSpread(strictness ?? .required, names.isEmpty ? Set(SpreadRule.allCases) : rules)
    }

    func reconstruction() throws(PlacementError) -> ReconstructionSite {
        guard let value = values[.reconstruction] else { return .custodian }
        guard let site = ReconstructionSite(rawValue: value) else {
            throw Self.bad("has reconstruction=\(value): it is custodian or gateway")
        }
        return site
    }

    private static func bad(_ what: String) -> PlacementError {
        PlacementError(.badPolicy, "the placement \(what)")
    }
}

extension PlacementPolicy {
    /// Reads a policy's text; ``text`` has the grammar.
    ///
    /// - Parameter spreadUnlessNamed: what a text without `spread` means. Rules that a text names are required unless
    ///   it says `relaxed`.
    /// - Throws: ``PlacementError`` with `.badPolicy`, which says what is wrong and what is allowed.
    package init(text: String, spreadUnlessNamed: PlacementSpread = .relaxed) throws(PlacementError) {
        let parser = try PlacementTextParser(text)
        try self.init(
            parser.threshold(), regions: parser.names(.regions), jurisdictions: parser.names(.jurisdictions),
            leastTrust: parser.number(.trust) ?? 0, spread: parser.spread() ?? spreadUnlessNamed,
            useRegions: parser.names(.useRegions), useJurisdictions: parser.names(.useJurisdictions),
            reconstruction: parser.reconstruction())
    }
}
