import Coordination

extension DerivationLimits {
    /// The longest lifetime that may be set, in seconds.
    static let longest = 3_600.0
    private static let mostUses = 1_000_000.0
    private static let mostEntries = 100_000.0
    private static let usualUses = 100.0
    private static let usualEntries = 10_000.0

    /// Nil for a lifetime of 0 s, which keeps nothing.
    init?(seconds: Double, uses: Double = usualUses, entries: Double = usualEntries) {
        guard seconds > 0 else { return nil }
        self.init(lifetime: .seconds(seconds), uses: Int(uses), entries: Int(entries))
    }

    /// `decryptCache` of a gateway's configuration; nil where it is left out.
    ///
    /// - Throws: ``ConfigurationFault`` that names the setting.
    init?(_ file: ConfigurationFile) throws {
        self.init(
            seconds: try file.number("decryptCache.seconds", in: 0...Self.longest, default: 0),
            uses: try file.number("decryptCache.uses", in: 1...Self.mostUses, default: Self.usualUses),
            entries: try file.number("decryptCache.entries", in: 1...Self.mostEntries, default: Self.usualEntries))
    }
}
