/// What followed each context that a predictor has seen. A context is the last few symbols before a prediction, and its
/// child is longer by one older symbol.
struct ContextTree {
    /// The context without symbols.
    static let root: UInt32 = 0

    /// By context and older symbol: the longer context.
    private var children = FlatTable()
    /// By context and symbol: how often the symbol followed.
    private var followers = FlatTable()
    /// By context: how often its most frequent follower came, and in the lowest eight bits which one that is; of equally
    /// frequent ones the greatest, so that the greatest number is the best. 0 where no follower is known.
    private var best: [UInt64] = [0]

    /// How often the most frequent follower of a context came; 0 where none is known.
    @inline(__always)
    func bestCount(_ context: UInt32) -> UInt64 { best[Int(context)] >> 8 }

    /// That follower; of equally frequent ones the greatest.
    @inline(__always)
    func bestSymbol(_ context: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: best[Int(context)]) }

    @inline(__always)
    private static func key(_ context: UInt32, _ symbol: UInt8) -> UInt32 { context << 8 | UInt32(symbol) }

    /// The context that has this symbol before another's, where it is known.
    @inline(__always)
    func child(of context: UInt32, _ symbol: UInt8) -> UInt32? {
        children.value(Self.key(context, symbol))
    }

    /// Makes a context without followers.
    ///
    /// There are at most 16 times 100,000, well below the 2^24 that keys have room for.
    mutating func addChild(of context: UInt32, _ symbol: UInt8) -> UInt32 {
        let child = UInt32(truncatingIfNeeded: best.count)
        children.insert(Self.key(context, symbol), child)
        best.append(0)
        return child
    }

    /// Notes a symbol that followed a context.
    ///
    /// - Parameter mayInsert: whether it may be noted for the first time.
    /// - Returns: whether it was.
    @inline(__always)
    mutating func note(_ symbol: UInt8, after context: UInt32, mayInsert: Bool) -> Bool {
        let count = followers.increment(Self.key(context, symbol), mayInsert: mayInsert)
        guard count > 0 else { return false }
        best[Int(context)] = max(best[Int(context)], UInt64(count) << 8 | UInt64(symbol))
        return count == 1
    }
}
