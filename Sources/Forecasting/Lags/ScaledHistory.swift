/// The latest counts of one key on all scales, as running sums: the mean of any stretch of them is one subtraction.
///
/// Sums of counts only grow. With counts of 10^9 a bin they lose a unit of the last place to a bin in a hundred years of
/// minutes, which no forecast notices. Of the other scales less is kept (``RunningSums``), to hold many keys.
package struct ScaledHistory: Sendable {
    /// A greater count counts as this one.
    private static let greatest = 1e18

    /// How many bins are remembered.
    package let capacity: Int
    /// How many bins are known, ``capacity`` at most.
    package private(set) var count = 0
    /// A ring of `capacity + 1` sums.
    private var sums: [Double]
    private var logarithms: RunningSums
    private var roots: RunningSums
    /// Where the latest sum of each ring is.
    private var head = 0

    package init(capacity: Int) {
        self.capacity = capacity
        sums = [Double](repeating: 0, count: capacity + 1)
        logarithms = RunningSums(capacity: capacity, unit: 0x1p-16)
        roots = RunningSums(capacity: capacity, unit: 0x1p-12)
    }

    /// Adds the next bin.
    package mutating func append(_ value: Double) {
        let value = min(max(value, 0), Self.greatest)
        let next = head == capacity ? 0 : head + 1
        sums[next] = sums[head] + value
        logarithms.append(CountScale.logarithm.forward(value), after: head, at: next)
        roots.append(CountScale.root.forward(value), after: head, at: next)
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
        let (last, first) = (slot(age), slot(age + known))
        let sum =
            switch scale {
            case .logarithm: logarithms.sum(after: first, upTo: last)
            case .root: roots.sum(after: first, upTo: last)
            case .count: sums[last] - sums[first]
            }
        return sum / Double(known)
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
