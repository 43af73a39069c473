/// How many symbols each suffix has in common with the one before it in their order, by the order of the text (Kärkkäinen,
/// Manzini and Puglisi 2009, "Permuted longest-common-prefix array"): linear time, 4 bytes a symbol beside the suffixes.
struct CommonPrefixes {
    /// By rank; the first one is 0.
    private(set) var lengths: [Int32]

    /// - Parameter text: the string that the suffixes are of.
    init(_ text: [UInt8], _ suffixes: consuming SuffixArray) {
        let count = text.count
        lengths = suffixes.positions
        guard count > 0 else { return }
        // First the suffix before each one, then, in its place, the length in common.
        var byPosition = [Int32](repeating: -1, count: count)
        unsafe text.withUnsafeBufferPointer { text in
            unsafe lengths.withUnsafeMutableBufferPointer { byRank in
                unsafe byPosition.withUnsafeMutableBufferPointer { byPosition in
                    for rank in 1..<max(count, 1) {
                        unsafe byPosition[Int(byRank[rank])] = byRank[rank - 1]
                    }
                    var length = 0
                    for position in 0..<count {
                        let other = unsafe Int(byPosition[position])
                        if other < 0 {
                            length = 0
                        } else {
                            let limit = count - max(position, other)
                            while length < limit, unsafe text[position + length] == text[other + length] { length += 1 }
                        }
                        unsafe byPosition[position] = Int32(truncatingIfNeeded: length)
                        length = max(0, length - 1)
                    }
                    for rank in 0..<count { unsafe byRank[rank] = byPosition[Int(byRank[rank])] }
                }
            }
        }
    }

    /// The length of the longest string that occurs twice, which may overlap.
    var longest: Int { Int(lengths.max() ?? 0) }
}
