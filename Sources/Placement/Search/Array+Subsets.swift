extension ArraySlice {
    /// The subsets of `size` members, in the order of their members here.
    fileprivate func subsets(of size: Int) -> [[Element]] {
        guard size > 0 else { return [[]] }
        guard size <= count, let first else { return [] }
        return dropFirst().subsets(of: size - 1).map { [first] + $0 } + dropFirst().subsets(of: size)
    }
}

extension Array {
    /// The subsets that are not empty, the small ones first.
    var subsetsBySize: [[Element]] {
        isEmpty ? [] : (1...count).flatMap { self[...].subsets(of: $0) }
    }
}
