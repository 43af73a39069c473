import AWSProtocol
import KeyMap
import StrictJSON

/// What the tags of a key may be, and what ours mean.
enum TagRules {
    static let custody = "quorate:custody"
    static let suite = "quorate:suite"
    static let placement = "quorate:placement"
    /// They say how a key is made, so they count at CreateKey only.
    private static let fixed = [custody, suite, placement]

    /// Checks the tags of a key that is to be made.
    ///
    /// - Returns: the custody that they ask for, the usual one of spec and usage where they ask for none.
    /// - Throws: ``AWSError`` with `.tag`, `.limitExceeded`, or `.unsupportedOperation` for a way of making keys that this
    ///   release lacks.
    static func checkNew(
        _ tags: [AWSTag], spec: KeySpec, usage: KeyUsage, origin: KeyOrigin = .awsKMS, isMultiRegion: Bool = false
    ) throws(AWSError) -> Custody {
        try check(tags)
        try checkCount(tags)
        _ = try checkSync(tags, isMultiRegion: isMultiRegion)
        let named = tags.first { $0.key == self.custody }
        let custody = try self.custody(named: named?.value, spec: spec, usage: usage, origin: origin)
        for tag in tags where fixed.contains(tag.key) { try checkFixed(tag, spec: spec, custody: custody) }
        return custody
    }

    /// Material from outside is whole before it comes here, and so is held under quorum custody.
    private static func custody(
        named name: String?, spec: KeySpec, usage: KeyUsage, origin: KeyOrigin
    ) throws(AWSError) -> Custody {
        let custodies = spec.custodies(for: usage).filter { origin == .awsKMS || $0 == .quorum }
        guard let usual = custodies.first, spec != .mlDSA65 && spec != .mlDSA87 || origin == .awsKMS else {
            throw AWSError(
                .unsupportedOperation, "Material of \(spec.rawValue) keys cannot be imported. Use Origin AWS_KMS.")
        }
        guard let name else { return usual }
        guard let custody = Custody(rawValue: name), custodies.contains(custody) else {
            let known = custodies.map { "'\($0.rawValue)'" }.joined(separator: " and ")
            throw AWSError(
                .unsupportedOperation,
                "The tag '\(self.custody)' has the value '\(name)'. A \(spec.rawValue) key for \(usage.rawValue) "
                    + "can have \(known).")
        }
        return custody
    }

    /// Checks tags that an existing key is to get.
    ///
    /// - Throws: ``AWSError`` with `.tag`.
    static func checkAdded(_ tags: [AWSTag]) throws(AWSError) {
        try check(tags)
        try checkNotFixed(tags.map(\.key))
    }

    /// Checks tags that a key is to lose.
    ///
    /// - Throws: ``AWSError`` with `.tag`.
    static func checkRemoved(_ keys: [String]) throws(AWSError) {
        try checkNotReserved(keys)
        try checkNotFixed(keys)
    }

    /// Checks the tags of a replica that is to be made.
    ///
    /// - Throws: ``AWSError`` with `.tag` or `.limitExceeded`.
    static func checkReplica(_ tags: [AWSTag], of primary: KeyRecord) throws(AWSError) {
        try checkAdded(tags)
        try checkCount(tags)
        if let tag = tags.first(where: { $0.key == KeySync.tag }), tag.value != primary.syncTag?.value {
            throw AWSError(
                .tag,
                "The tag '\(KeySync.tag)' is the primary key's, and a replica has the same. Set it there, in "
                    + "\(primary.primaryRegion).")
        }
    }

    /// Checks the tag that says what is kept in step, if it is among them.
    ///
    /// - Returns: what it says; nil where it is not among them.
    /// - Throws: ``AWSError`` with `.tag`.
    static func checkSync(_ tags: [AWSTag], isMultiRegion: Bool) throws(AWSError) -> KeySync? {
        guard let tag = tags.first(where: { $0.key == KeySync.tag }) else { return nil }
        guard isMultiRegion else {
            throw AWSError(.tag, "The tag '\(KeySync.tag)' is for multi-Region keys. Leave it out.")
        }
        guard let sync = KeySync(tag.value) else {
            let words = KeySync.words.map { "'\($0.name)'" }.joined(separator: ", ")
            throw AWSError(
                .tag, "The tag '\(KeySync.tag)' has the value '\(tag.value)'. Use one or more of \(words), with spaces."
            )
        }
        return sync
    }

    private static func checkCount(_ tags: [AWSTag]) throws(AWSError) {
        guard tags.count <= KeyRecord.tagLimit else {
            throw AWSError(
                .limitExceeded, "The request has \(tags.count) tags; a key may have \(KeyRecord.tagLimit). Send fewer.")
        }
    }

    private static func check(_ tags: [AWSTag]) throws(AWSError) {
        let keys = tags.map(\.key)
        try checkNotReserved(keys)
        let sorted = keys.sorted { $0.precedesByBytes($1) }
        if let twice = zip(sorted, sorted.dropFirst()).first(where: { $0.hasSameBytes(as: $1) }) {
            throw AWSError(.tag, "The tag key '\(twice.0)' comes twice. Send each tag key once.")
        }
        for tag in tags
        where !(tag.key.unicodeScalars.allSatisfy(isAllowed) && tag.value.unicodeScalars.allSatisfy(isAllowed)) {
            throw AWSError(
                .tag,
                "The tag '\(tag.key)' has characters that tags may not have. Use letters, digits, spaces and _ . : / = + - @."
            )
        }
    }

    private static func checkNotReserved(_ keys: [String]) throws(AWSError) {
        if let reserved = keys.first(where: { $0.lowercased().hasPrefix("aws:") }) {
            throw AWSError(.tag, "The tag key '\(reserved)' begins with aws:, which is reserved. Use another key.")
        }
    }

    private static func checkNotFixed(_ keys: [String]) throws(AWSError) {
        if let key = keys.first(where: { fixed.contains($0) }) {
            throw AWSError(
                .tag, "The tag '\(key)' says how a key was made and cannot be changed. Make a new key with it.")
        }
    }

    private static func checkFixed(_ tag: AWSTag, spec: KeySpec, custody: Custody) throws(AWSError) {
        let suiteName = spec.suite(in: custody).name
        switch (tag.key, tag.value) {
        // The hub reads the placement, and says what is wrong with it.
        case (self.custody, _), (suite, suiteName), (placement, _): break
        default:
            throw AWSError(
                .unsupportedOperation,
                "The tag '\(tag.key)' has the value '\(tag.value)', which is not supported by this release. Supported are "
                    + "'\(suite)' = '\(suiteName)' for this key spec and custody.")
        }
    }

    /// The characters that AWS allows in tags, and the marks without which many scripts cannot be written.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber,
            .letterNumber, .otherNumber, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            true
        default: "_.:/=+-@".unicodeScalars.contains(scalar)
        }
    }
}
