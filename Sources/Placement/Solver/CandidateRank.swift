/// In which order custodians are asked: by load, then by the key's own order of ties. No two are equal.
struct CandidateRank: Comparable, Sendable {
    let load: Int
    let tie: UInt64

    static let lowest = CandidateRank(load: .min, tie: 0)
    static let highest = CandidateRank(load: .max, tie: .max)

    static func < (left: Self, right: Self) -> Bool {
        left.load == right.load ? left.tie < right.tie : left.load < right.load
    }
}
