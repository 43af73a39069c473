/// Numbers that were passed over, some of which may still come.
struct AuditGap: Hashable, Sendable {
    let range: Range<UInt64>
    /// How many lines stood in the gap and could not be read, so that their numbers are unknown.
    let unreadable: Int
    /// The line behind the gap.
    let place: AuditPlace
    let ordinal: Int
    var found: Set<UInt64> = []

    /// How many records of the gap never came.
    var missing: Int { max(0, range.count - unreadable - found.count) }

    var description: String {
        range.count == 1 ? "record \(range.lowerBound)" : "records \(range.lowerBound) to \(range.upperBound - 1)"
    }
}
