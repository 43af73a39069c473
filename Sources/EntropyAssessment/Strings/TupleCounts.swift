/// How often the tuples of each length occur in a sequence (SP 800-90B, 6.3.5 and 6.3.6), from the common prefixes of its
/// suffixes: suffixes that share so many symbols are a range of the order, and ranges lie within each other.
struct TupleCounts {
    /// By length, from 0 to that of the longest repeated tuple: how often the most frequent tuple occurs.
    let mostFrequent: [Int]
    /// By length: how many pairs of equal tuples there are.
    let equalPairs: [UInt64]

    init(_ symbols: [UInt8], alphabet: Int) {
        let prefixes = CommonPrefixes(symbols, SuffixArray(symbols, alphabet: alphabet))
        let longest = prefixes.longest
        var widths = [Int](repeating: 1, count: longest + 1)
        // Pairs of a range count for all lengths from the enclosing range's on to its own: a difference, summed below.
        var pairs = [UInt64](repeating: 0, count: longest + 1)
        var open: [(length: Int, start: Int)] = [(0, 0)]
        let lengths = prefixes.lengths
        for rank in 1...max(lengths.count, 1) {
            let length = rank < lengths.count ? Int(lengths[rank]) : 0
            var start = rank - 1
            while let last = open.last, last.length > length {
                open.removeLast()
                let width = rank - last.start
                let enclosing = max(length, open.last?.length ?? 0)
                widths[last.length] = max(widths[last.length], width)
                let count = UInt64(width) * UInt64(width - 1) / 2
                pairs[last.length] &+= count
                pairs[enclosing] &-= count
                start = last.start
            }
            if length > open.last?.length ?? 0 { open.append((length, start)) }
        }
        for length in stride(from: longest - 1, through: 0, by: -1) {
            widths[length] = max(widths[length], widths[length + 1])
            pairs[length] &+= pairs[length + 1]
        }
        mostFrequent = widths
        equalPairs = pairs
    }

    /// v: the length of the longest tuple that occurs twice.
    var longestRepeated: Int { mostFrequent.count - 1 }

    /// u: the least length of which no tuple occurs 35 times.
    var firstRareLength: Int {
        (1...longestRepeated + 1).first { $0 > longestRepeated || mostFrequent[$0] < 35 } ?? 1
    }
}
