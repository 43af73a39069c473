package import SecretSharing

extension [ShareIndex] {
    /// Every subset of `size` members, each in ascending order.
    package func subsets(of size: Int) -> [[ShareIndex]] {
        guard size > 0 else { return [[]] }
        guard size <= count else { return [] }
        let rest = Array(dropFirst())
        return rest.subsets(of: size - 1).map { [self[0]] + $0 } + rest.subsets(of: size)
    }
}

extension Threshold {
    /// Every threshold with at most `count` members.
    package static func all(upTo count: Int) -> [Threshold] {
        (2...count).flatMap { count in (2...count).compactMap { try? Threshold(quorum: $0, of: count) } }
    }

    /// Every subset of exactly a quorum.
    package var quorums: [[ShareIndex]] { ShareIndex.all(of: self).subsets(of: quorum) }
}
