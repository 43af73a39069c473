/// The mean of the latest values.
///
/// Summed afresh each time: a running sum gathers rounding errors, and in a constant series those would be its only
/// events.
struct MovingAverage: Sendable {
    private let length: Int
    private var latest: [Double] = []
    private var oldest = 0

    init(length: Int) {
        self.length = max(length, 1)
        latest.reserveCapacity(self.length)
    }

    /// nil until there are as many values as the mean is of.
    var mean: Double? {
        guard latest.count == length else { return nil }
        var sum = 0.0
        for value in latest { sum += value }
        return sum / Double(length)
    }

    mutating func append(_ value: Double) {
        if latest.count < length {
            latest.append(value)
        } else {
            latest[oldest] = value
            oldest = oldest + 1 == length ? 0 : oldest + 1
        }
    }
}
