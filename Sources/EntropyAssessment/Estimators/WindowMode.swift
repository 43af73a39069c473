/// The most common symbol of a window that slides over a sequence; of several, the one that was seen last.
struct WindowMode {
    private(set) var mode: UInt8 = 0
    private var counts: [Int32]
    /// By symbol, where it was seen last.
    private var lastSeen: [Int]
    /// By count, how many symbols have it.
    private var having: [Int32]

    /// The window over the first symbols.
    ///
    /// - Parameter length: at most the number of symbols.
    init(_ symbols: [UInt8], length: Int, alphabet: Int) {
        counts = [Int32](repeating: 0, count: alphabet)
        lastSeen = [Int](repeating: -1, count: alphabet)
        having = [Int32](repeating: 0, count: length + 1)
        for index in 0..<length {
            counts[Int(symbols[index])] += 1
            lastSeen[Int(symbols[index])] = index
        }
        for count in counts { having[Int(count)] += 1 }
        searchMode()
    }

    /// Moves the window by one symbol.
    @inline(__always)
    mutating func slide(in new: UInt8, at index: Int, out old: UInt8) {
        lastSeen[Int(new)] = index
        guard new != old else {
            // Equally many, and now seen last.
            if counts[Int(new)] == counts[Int(mode)] { mode = new }
            return
        }
        let left = counts[Int(old)] - 1
        change(old, from: left + 1, to: left)
        let greater = counts[Int(new)] + 1
        change(new, from: greater - 1, to: greater)
        // The new symbol was seen last, so that it wins every tie.
        if old != mode {
            if greater >= counts[Int(mode)] { mode = new }
        } else if greater > left {
            mode = new
        } else if having[Int(left) + 1] > 0 {
            searchMode()
        } else if greater == left {
            mode = new
        } else if having[Int(left)] > 1 {
            searchMode()
        }
    }

    @inline(__always)
    private mutating func change(_ symbol: UInt8, from count: Int32, to changed: Int32) {
        counts[Int(symbol)] = changed
        having[Int(count)] -= 1
        having[Int(changed)] += 1
    }

    private mutating func searchMode() {
        var best = 0
        for symbol in counts.indices {
            let (count, greatest) = (counts[symbol], counts[best])
            if count > greatest || (count == greatest && lastSeen[symbol] > lastSeen[best]) { best = symbol }
        }
        mode = UInt8(truncatingIfNeeded: best)
    }
}
