/// How many samples it takes until one of them comes twice, over and over (SP 800-90B, 5.1.7 and 5.1.8).
struct CollisionStatistics {
    private(set) var longest = 0
    private var collisions = 0
    private var samples = 0

    init(_ symbols: [UInt8]) {
        /// By symbol, the round in which it was seen last.
        var seen = [Int](repeating: -1, count: 256)
        var length = 0
        for symbol in symbols {
            length += 1
            if seen[Int(symbol)] == collisions {
                samples += length
                longest = max(longest, length)
                collisions += 1
                length = 0
            } else {
                seen[Int(symbol)] = collisions
            }
        }
    }

    /// Zero where no sample came twice.
    var average: Double { collisions > 0 ? Double(samples) / Double(collisions) : 0 }
}
