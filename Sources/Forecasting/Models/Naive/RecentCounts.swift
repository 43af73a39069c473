/// The latest counts of a series, as they were.
struct RecentCounts: Sendable {
    private let capacity: Int
    private var counts: [Double] = []
    private var head = 0

    /// - Parameter capacity: bins remembered, 1 or more.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Adds the next bin.
    mutating func append(_ count: Double) {
        if counts.count < capacity {
            head = counts.count
            counts.append(count)
        } else {
            head = head + 1 == capacity ? 0 : head + 1
            counts[head] = count
        }
    }

    /// A bin's count; 0 is the latest. Nil where it is not remembered.
    subscript(age age: Int) -> Double? {
        guard age >= 0, age < counts.count else { return nil }
        return counts[age <= head ? head - age : head - age + counts.count]
    }
}
