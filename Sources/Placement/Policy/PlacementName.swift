/// Names of regions and jurisdictions as a policy can carry them: 1 to 64 of the characters that a tag's value allows,
/// but for the space, the colon and the equals sign, which separate.
enum PlacementName {
    static let maximumLength = 64

    /// Whether a tag's value may have this character, and the grammar gives it no meaning of its own.
    static func isPlain(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
            true
        default: false
        }
    }

    static func isGood(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= maximumLength && name.utf8.allSatisfy(isPlain)
    }

    /// The names in ascending order.
    ///
    /// - Throws: ``PlacementError`` with `.badPolicy` for a name that cannot be, or that comes twice.
    static func checkedList(_ names: [String]) throws(PlacementError) -> [String] {
        for name in names where !isGood(name) {
            throw PlacementError(
                .badPolicy,
                "\"\(name)\" cannot name a region or jurisdiction in a placement: 1 to \(maximumLength) of the "
                    + "characters a-z A-Z 0-9 _ . / + - @")
        }
        let sorted = names.sorted()
        for (name, next) in zip(sorted, sorted.dropFirst()) where name == next {
            throw PlacementError(.badPolicy, "a list of the placement names \(name) twice: name it once")
        }
        return sorted
    }
}
