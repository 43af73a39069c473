package import ByteCoding

/// A set of members of one committee: bit i - 1 stands for the index i.
package struct MemberSet: Hashable, Sendable {
    package let mask: UInt32

    package init(mask: UInt32) {
        self.mask = mask
    }

    package init(_ members: some Sequence<ShareIndex>) {
        mask = members.reduce(0) { $0 | (1 << UInt32($1.value - 1)) }
    }

    /// All members of a committee.
    package static func all(of threshold: Threshold) -> MemberSet {
        MemberSet(mask: (1 << UInt32(threshold.count)) - 1)
    }

    /// All sets of so many members of a committee, by ascending masks, each from the one before (Hakmem, item 175).
    ///
    /// - Parameter size: 1...n.
    package static func all(ofSize size: Int, in threshold: Threshold) -> [MemberSet] {
        var sets: [MemberSet] = []
        var mask: UInt32 = (1 << UInt32(size)) - 1
        while mask < 1 << UInt32(threshold.count) {
            sets.append(MemberSet(mask: mask))
            let lowest = mask & (~mask &+ 1)
            let carried = mask + lowest
            mask = carried | (((carried ^ mask) / lowest) >> 2)
        }
        return sets
    }

    package var count: Int { mask.nonzeroBitCount }

    package func contains(_ index: ShareIndex) -> Bool { mask & (1 << UInt32(index.value - 1)) != 0 }

    package func isSubset(of other: MemberSet) -> Bool { mask & ~other.mask == 0 }

    package func union(_ other: MemberSet) -> MemberSet { MemberSet(mask: mask | other.mask) }

    package func intersection(_ other: MemberSet) -> MemberSet { MemberSet(mask: mask & other.mask) }

    package func subtracting(_ other: MemberSet) -> MemberSet { MemberSet(mask: mask & ~other.mask) }

    /// Whether this member is the lowest of the set.
    package func isLowest(_ index: ShareIndex) -> Bool { mask.trailingZeroBitCount == index.value - 1 }

    /// The members of a committee that are in the set, in the order of their indices.
    package func members(of threshold: Threshold) -> [ShareIndex] {
        ShareIndex.all(of: threshold).filter(contains)
    }
}

extension MemberSet: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(mask)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        mask = try reader.read(UInt32.self)
    }
}
