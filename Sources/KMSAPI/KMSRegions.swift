/// The regions that an endpoint serves. A request's region is that of its credential's scope.
package struct KMSRegions: Sendable {
    private let names: Set<String>?

    /// Every name of the form of an AWS region: several regions on one endpoint, for development.
    package static let wellFormed = KMSRegions(names: nil)

    package init(_ names: Set<String>) {
        self.init(names: names)
    }

    private init(names: Set<String>?) {
        self.names = names
    }

    package func contains(_ name: String) -> Bool {
        names?.contains(name) ?? Self.isWellFormed(name)
    }

    /// Whether a name matches the service model's `^([a-z]+-){2,3}\d+$` and its limit of 32 characters.
    private static func isWellFormed(_ name: String) -> Bool {
        var parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard name.utf8.count <= 32, let number = parts.popLast(), (2...3).contains(parts.count) else { return false }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return !number.isEmpty && number.allSatisfy(digits.contains)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(letters.contains) }
    }
}
