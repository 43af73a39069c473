/// The latest counts of one key on one grid. A missing bin is nil, which is not zero.
package struct CountRing: Sendable {
    package let grid: TimeGrid
    /// The number of the latest bin; nil before the first.
    package private(set) var last: Int64?
    /// The count of a bin at its number modulo the ring's length; nan for a missing one. Floats hold whole numbers up to
    /// 16,777,216.
    private var counts: [Float]

    /// - Parameter capacity: bins that are remembered.
    package init(grid: TimeGrid, capacity: Int) {
        self.grid = grid
        counts = [Float](repeating: .nan, count: capacity)
    }

    /// Bins that are remembered.
    package var capacity: Int { counts.count }

    /// Whether a bin is among those remembered.
    package func remembers(_ bin: Int64) -> Bool {
        guard let last else { return false }
        return bin <= last && bin > last - Int64(counts.count)
    }

    /// The count of a bin, if it is known and remembered.
    package subscript(_ bin: Int64) -> Double? {
        guard remembers(bin) else { return nil }
        let count = counts[slot(bin)]
        return count.isNaN ? nil : Double(count)
    }

    /// Makes a bin the latest; those before it that were not recorded are missing.
    package mutating func advance(to bin: Int64) {
        guard let last else {
            self.last = bin
            return
        }
        guard bin > last else { return }
        // After so long all are missing.
        for missing in max(last + 1, bin - Int64(counts.count) + 1)...bin { counts[slot(missing)] = .nan }
        self.last = bin
    }

    /// Sets the count of a bin that is remembered.
    package mutating func set(_ count: Double?, bin: Int64) {
        guard remembers(bin) else { return }
        counts[slot(bin)] = count.map { Float($0) } ?? .nan
    }

    private func slot(_ bin: Int64) -> Int {
        let length = Int64(counts.count)
        return Int((bin % length + length) % length)
    }
}
