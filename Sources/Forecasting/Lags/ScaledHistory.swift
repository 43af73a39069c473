/// The latest counts of one key on all scales, as running sums: the mean of any stretch of them is one subtraction.
///
/// Sums only grow. With counts of 10^9 a bin they lose a unit of the last place to a bin in a hundred years of
/// minutes, which no forecast notices.
package struct ScaledHistory: Sendable {
    /// How many bins are remembered.
    package let capacity: Int
    /// How many bins are known, ``capacity`` at most.
    package private(set) var count = 0
    /// One ring of `capacity + 1` sums for each scale, one ring after the other.
    private var sums: [Double]
    /// Where the latest sum of each ring is.
    private var head = 0

    package init(capacity: Int) {
        self.capacity = capacity
        sums = [Double](repeating: 0, count: CountScale.allCases.count * (capacity + 1))
    }

    /// Adds the next bin.
    package mutating func append(_ value: Double) {
        let next = head == capacity ? 0 : head + 1
        for scale in CountScale.allCases {
            let ring = scale.rawValue * (capacity + 1)
            sums[ring + next] = sums[ring + head] + scale.forward(value)
        }
        head = next
        count = min(count + 1, capacity)
    }

    /// The mean of a stretch of bins, as far as it is remembered.
    ///
    /// - Parameters:
    ///   - age: of the stretch's last bin; 0 is the latest.
    ///   - length: bins, 1 or more.
    /// - Returns: nil where nothing of it is.
    package func mean(_ scale: CountScale, age: Int, length: Int) -> Double? {
        let known = min(length, count - age)
        guard known > 0 else { return nil }
        let ring = scale.rawValue * (capacity + 1)
        return (sums[ring + slot(age)] - sums[ring + slot(age + known)]) / Double(known)
    }

    /// The count of a bin, if it is remembered. 0 is the latest.
    package func count(age: Int) -> Double? { mean(.count, age: age, length: 1).map { max(0, $0) } }

    private func slot(_ age: Int) -> Int { age <= head ? head - age : head - age + capacity + 1 }
}

extension ScaledHistory {
    /// What a missing bin is taken to have been: as a week before it, or a day, or as the latest.
    func substitute(daily: Int) -> Double {
        count(age: 7 * daily - 1) ?? count(age: daily - 1) ?? count(age: 0) ?? 0
    }
}
