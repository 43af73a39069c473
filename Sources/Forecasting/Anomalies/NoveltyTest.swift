import RealModule

/// How surprising a value is beside the latest of its kind: a two-sided conformal test (the rank among what has been
/// seen; Laxhammar & Falkman 2010) whose ends are continued by a ``GeneralizedParetoTail``, so that a value beyond all
/// that has been seen is judged by how far beyond.
///
/// A value joins the remembered ones only some values later, so that a disturbance is not taken for normal while it
/// still builds up.
///
/// State: two arrays of `memory` numbers. Time: a binary search and a move of at most `memory` numbers per value.
struct NoveltyTest: Sendable {
    /// Fewer values than this say nothing about their distribution.
    private static let least = 20
    /// The fewest values a tail is fitted to.
    private static let leastTail = 10

    private let memory: Int
    private let tailShare: Double
    private let delay: Int
    /// Values that have not joined yet, the oldest overwritten.
    private var pending: [Double] = []
    private var oldestPending = 0
    /// The latest values that have joined, the oldest overwritten.
    private var latest: [Double] = []
    private var oldest = 0
    private var ordered: [Double] = []

    /// - Parameters:
    ///   - memory: how many values are remembered.
    ///   - tailShare: the share of them, at either end, to which the tail is fitted.
    ///   - delay: how many values later one joins those remembered.
    init(memory: Int, tailShare: Double, delay: Int) {
        self.memory = max(memory, Self.least)
        self.tailShare = min(max(tailShare, 0), 0.5)
        self.delay = max(delay, 0)
        latest.reserveCapacity(self.memory)
        ordered.reserveCapacity(self.memory)
    }

    /// -log₁₀ of the two-sided p-value of the value among those remembered; nil as long as there are too few of them.
    mutating func surprise(of value: Double) -> Double? {
        // An infinite sum is no statistic.
        guard value.isFinite else { return nil }
        defer { admit(value) }
        guard ordered.count >= Self.least else { return nil }
        let above = logTail(of: value, fromTop: true)
        let below = logTail(of: value, fromTop: false)
        return -min(above, below) - Double.log10(2)
    }

    /// log₁₀ of the chance of a value at least this high or at most this low.
    private func logTail(of value: Double, fromTop: Bool) -> Double {
        let count = ordered.count
        let size = max(Int(tailShare * Double(count)), Self.leastTail)
        let threshold = fromTop ? ordered[count - size - 1] : ordered[size]
        let excess = fromTop ? value - threshold : threshold - value
        guard excess > 0 else {
            let smaller = position(of: value) { $0 < $1 }
            let notGreater = position(of: value) { $0 <= $1 }
            let beyond = fromTop ? count - notGreater : smaller
            // Ties count half: of a constant series every value is at the median.
            let rank = Double(beyond) + Double(notGreater - smaller) / 2 + 0.5
            return min(Double.log10(rank / Double(count + 1)), 0)
        }
        var sum = 0.0
        var squares = 0.0
        for index in fromTop ? (count - size)..<count : 0..<size {
            let excess = abs(ordered[index] - threshold)
            sum += excess
            squares += excess * excess
        }
        let floor = 1e-9 * (abs(threshold) + 1e-9)
        let tail = GeneralizedParetoTail(mean: sum / Double(size), square: squares / Double(size), floor: floor)
        return Double.log10(Double(size) / Double(count + 1)) + tail.logSurvival(excess)
    }

    private mutating func admit(_ value: Double) {
        guard pending.count == delay, delay > 0 else {
            return delay > 0 ? pending.append(value) : remember(value)
        }
        remember(pending[oldestPending])
        pending[oldestPending] = value
        oldestPending = oldestPending + 1 == delay ? 0 : oldestPending + 1
    }

    private mutating func remember(_ value: Double) {
        if latest.count < memory {
            latest.append(value)
        } else {
            ordered.remove(at: position(of: latest[oldest]) { $0 < $1 })
            latest[oldest] = value
            oldest = oldest + 1 == memory ? 0 : oldest + 1
        }
        ordered.insert(value, at: position(of: value) { $0 < $1 })
    }

    /// The first index whose value does not precede this one.
    @inline(__always)
    private func position(of value: Double, where precedes: (Double, Double) -> Bool) -> Int {
        var low = 0
        var high = ordered.count
        while low < high {
            let middle = (low + high) / 2
            if precedes(ordered[middle], value) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
