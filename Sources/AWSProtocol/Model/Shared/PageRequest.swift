import StrictJSON

/// Which part of a list a client asks for.
package struct PageRequest: Sendable {
    package let limit: Int
    package let marker: String?

    /// - Parameters:
    ///   - limits: what the operation's documentation allows.
    ///   - standard: how many it returns where the client does not say.
    init(from members: inout RequestMembers, limits: ClosedRange<Int>, standard: Int) throws(AWSError) {
        limit = try members.integer("Limit", in: limits) ?? standard
        marker = try members.string("Marker", .marker)
    }
}

/// A part of a list, and where the next one begins.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    /// Nil where this part is the last.
    package let nextMarker: String?

    package init(items: [Item], nextMarker: String?) {
        self.items = items
        self.nextMarker = nextMarker
    }

    func writeMarker(to object: inout JSONObjectWriter) {
        object.member("NextMarker", nextMarker)
        object.member("Truncated", nextMarker != nil)
    }
}
