/// Running sums of the latest values, none of them negative, in four bytes each: the sum of any stretch of them is one
/// subtraction.
///
/// Sums are whole numbers of a unit and wrap around, as differences of them do not mind while a stretch is less than 2³²
/// units. The unit is small enough that the whole ring is less than half of that, so that what is lost is less than a
/// millionth of what the greatest value has ever been.
struct RunningSums: Sendable {
    /// Values that are remembered.
    let capacity: Int
    private var sums: [UInt32]
    /// A power of 2.
    private var unit: Double
    /// A value beyond it needs a greater unit.
    private var greatest: Double
    /// The latest sum in units, with the part that its place in the ring does not have.
    private var latest = 0.0

    /// - Parameter unit: at first, a power of 2.
    init(capacity: Int, unit: Double) {
        self.capacity = capacity
        self.unit = unit
        greatest = unit * Self.whole / 2 / Double(capacity)
        sums = [UInt32](repeating: 0, count: capacity + 1)
    }

    private static let whole = 4_294_967_296.0

    /// Adds a value whose place is after that of the latest.
    ///
    /// - Parameters:
    ///   - head: the place of the latest sum.
    ///   - next: that of the new one.
    mutating func append(_ value: Double, after head: Int, at next: Int) {
        while value > greatest { coarsen(latest: head) }
        latest += value / unit
        if latest >= Self.whole { latest -= Self.whole }
        sums[next] = UInt32(min(latest, Self.whole - 1))
    }

    /// The sum of the values after the place `first` up to the place `last`.
    func sum(after first: Int, upTo last: Int) -> Double { Double(sums[last] &- sums[first]) * unit }

    /// Doubles the unit.
    private mutating func coarsen(latest head: Int) {
        let old = sums
        // Counted back from the latest, so that no stretch is wrapped.
        for index in sums.indices { sums[index] = 0 &- (old[head] &- old[index]) / 2 }
        unit *= 2
        greatest *= 2
        latest = 0
    }
}
