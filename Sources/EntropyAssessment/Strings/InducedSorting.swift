/// One level of ``SuffixArray``'s construction. The paper's terms: a suffix is of type S where it is less than the next
/// one and of type L where it is greater, and a position is LMS ("leftmost S") where an S follows an L. The end of the
/// string counts as a symbol below all others.
@safe struct InducedSorting<Symbol: FixedWidthInteger> {
    private let text: UnsafePointer<Symbol>
    private let count: Int
    /// By symbol, how often it occurs.
    private let sizes: [Int32]
    /// A bit for each position: whether it is LMS.
    private let isLMS: [UInt64]
    /// The LMS positions, ascending.
    private let lms: [Int32]

    /// - Parameter text: `count` symbols, at least two, each from 0 to below `alphabet`; it must outlive this value.
    init(text: UnsafePointer<Symbol>, count: Int, alphabet: Int) {
        unsafe self.text = unsafe text
        self.count = count
        var sizes = [Int32](repeating: 0, count: alphabet)
        for position in 0..<count { sizes[unsafe Int(text[position])] += 1 }
        var marks = [UInt64](repeating: 0, count: count / 64 + 1)
        var descending: [Int32] = []
        var isS = false
        for position in stride(from: count - 2, through: 0, by: -1) {
            let (symbol, next) = unsafe (text[position], text[position + 1])
            if symbol < next {
                isS = true
            } else if symbol > next {
                if isS {
                    marks[(position + 1) >> 6] |= 1 << UInt64((position + 1) & 63)
                    descending.append(Int32(truncatingIfNeeded: position + 1))
                }
                isS = false
            }
        }
        self.sizes = sizes
        isLMS = marks
        lms = descending.reversed()
    }

    /// - Parameter sorted: room for `count` positions.
    func sort(into sorted: UnsafeMutablePointer<Int32>) {
        unsafe induce(from: lms, in: sorted)
        // All LMS substrings are sorted now; where no two are equal, so are their suffixes.
        var order = unsafe sortedLMS(sorted)
        let ranks = unsafe nameSubstrings(order, sorted)
        if ranks < lms.count { order = unsafe sortReduced(sorted, ranks: ranks) }
        unsafe induce(from: order, in: sorted)
    }

    /// Sorts all suffixes, given the LMS ones in an order: by that order, where it is right; where it is not, at least by
    /// their first LMS substring.
    private func induce(from order: [Int32], in sorted: UnsafeMutablePointer<Int32>) {
        unsafe sorted.update(repeating: -1, count: count)
        var tails = bucketTails
        unsafe tails.withUnsafeMutableBufferPointer { tails in
            for position in order.reversed() {
                let symbol = unsafe Int(text[Int(position)])
                unsafe tails[symbol] -= 1
                unsafe sorted[Int(tails[symbol])] = position
            }
        }
        unsafe induceL(sorted)
        unsafe induceS(sorted)
    }

    /// Places the suffixes of type L, from the left: each behind those of its bucket.
    private func induceL(_ sorted: UnsafeMutablePointer<Int32>) {
        var heads = bucketHeads
        unsafe heads.withUnsafeMutableBufferPointer { heads in
            // The last suffix is induced by the end of the string.
            let last = unsafe Int(text[count - 1])
            unsafe sorted[Int(heads[last])] = Int32(truncatingIfNeeded: count - 1)
            unsafe heads[last] += 1
            for index in 0..<count {
                let position = unsafe Int(sorted[index])
                guard position > 0 else { continue }
                let symbol = unsafe text[position - 1]
                if unsafe symbol >= text[position] {
                    let head = unsafe Int(heads[Int(symbol)])
                    unsafe sorted[head] = Int32(truncatingIfNeeded: position - 1)
                    unsafe heads[Int(symbol)] = Int32(truncatingIfNeeded: head + 1)
                }
            }
        }
    }

    /// Places the suffixes of type S, from the right: each before those of its bucket. Overwrites the LMS ones.
    private func induceS(_ sorted: UnsafeMutablePointer<Int32>) {
        var tails = bucketTails
        unsafe tails.withUnsafeMutableBufferPointer { tails in
            for index in stride(from: count - 1, through: 0, by: -1) {
                let position = unsafe Int(sorted[index])
                guard position > 0 else { continue }
                let (symbol, next) = unsafe (text[position - 1], text[position])
                guard symbol <= next else { continue }
                let tail = unsafe Int(tails[Int(symbol)])
                // Of equal symbols the first is S where the second is, which then lies in the S part of its bucket.
                if symbol < next || tail <= index {
                    unsafe sorted[tail - 1] = Int32(truncatingIfNeeded: position - 1)
                    unsafe tails[Int(symbol)] = Int32(truncatingIfNeeded: tail - 1)
                }
            }
        }
    }

    private func isLMS(at position: Int) -> Bool {
        isLMS[position >> 6] >> UInt64(position & 63) & 1 != 0
    }

    /// The LMS positions, in the order in which they stand in an array of all positions.
    private func sortedLMS(_ sorted: UnsafeMutablePointer<Int32>) -> [Int32] {
        var order: [Int32] = []
        order.reserveCapacity(lms.count)
        for index in 0..<count where unsafe isLMS(at: Int(sorted[index])) {
            unsafe order.append(sorted[index])
        }
        return order
    }

    /// Replaces the sorted positions by ranks of LMS substrings: at `count - lms.count` and after it, the rank of each in
    /// the order of the string. Equal substrings have equal ranks.
    ///
    /// - Parameter order: the LMS positions in the order of their substrings.
    /// - Returns: how many different ranks there are.
    private func nameSubstrings(_ order: [Int32], _ sorted: UnsafeMutablePointer<Int32>) -> Int {
        // Two LMS positions are never neighbours, so that half a position is a place of its own.
        unsafe sorted.update(repeating: -1, count: count)
        var rank: Int32 = -1
        var previous = -1
        for position in order {
            if previous < 0 || !substringsAreEqual(previous, Int(position)) { rank += 1 }
            unsafe sorted[Int(position) >> 1] = rank
            previous = Int(position)
        }
        var place = count - 1
        for index in stride(from: (count - 1) >> 1, through: 0, by: -1) where unsafe sorted[index] >= 0 {
            unsafe sorted[place] = sorted[index]
            place -= 1
        }
        return Int(rank) + 1
    }

    /// Whether the same symbols lie from either LMS position to its next.
    private func substringsAreEqual(_ first: Int, _ second: Int) -> Bool {
        var offset = 0
        while true {
            // The last LMS substring ends with the string, which no other does.
            guard first + offset < count, second + offset < count else { return false }
            guard unsafe text[first + offset] == text[second + offset] else { return false }
            if offset > 0 {
                let ends = (isLMS(at: first + offset), isLMS(at: second + offset))
                if ends.0 || ends.1 { return ends.0 && ends.1 }
            }
            offset += 1
        }
    }

    /// The LMS positions in the order of their suffixes, by sorting the string of their ranks.
    private func sortReduced(_ sorted: UnsafeMutablePointer<Int32>, ranks: Int) -> [Int32] {
        let reduced = unsafe UnsafePointer(sorted + (count - lms.count))
        let level = unsafe InducedSorting<Int32>(text: reduced, count: lms.count, alphabet: ranks)
        // There are at most half as many as positions, so that both fit beside each other.
        unsafe level.sort(into: sorted)
        return (0..<lms.count).map { unsafe lms[Int(sorted[$0])] }
    }

    private var bucketHeads: [Int32] {
        var sum: Int32 = 0
        return sizes.map { size in
            defer { sum += size }
            return sum
        }
    }

    private var bucketTails: [Int32] {
        var sum: Int32 = 0
        return sizes.map { size in
            sum += size
            return sum
        }
    }
}
