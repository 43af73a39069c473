import RealModule

/// Quantiles of the latest errors of one forecast, as they were: a bounded ring, and the same in order.
struct ErrorQuantiles: Sendable {
    /// Of fewer errors than this nothing is said but that they are as of a distribution of Laplace's.
    private static let least = 20
    /// The mean absolute error before there is any.
    private static let prior = 0.3

    private let capacity: Int
    private var latest: [Float] = []
    private var ordered: [Float] = []
    private var oldest = 0

    /// - Parameter capacity: errors remembered, 1 or more.
    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    /// Takes an error in, in the place of the oldest.
    mutating func append(_ error: Float) {
        if latest.count < capacity {
            latest.append(error)
        } else {
            ordered.remove(at: position(of: latest[oldest]))
            latest[oldest] = error
            oldest = oldest + 1 == capacity ? 0 : oldest + 1
        }
        ordered.insert(error, at: position(of: error))
    }

    /// What a share of errors does not exceed.
    func quantile(_ level: Double) -> Double {
        guard ordered.count >= Self.least else {
            return level < 0.5 ? Self.prior * .log(2 * level) : -Self.prior * .log(2 * (1 - level))
        }
        // Of n errors and one to come, each is the k-th smallest as likely as any.
        let rank = Int((level * Double(ordered.count + 1)).rounded(.up))
        return Double(ordered[min(max(rank, 1), ordered.count) - 1])
    }

    /// The first place whose error is not smaller.
    private func position(of error: Float) -> Int {
        var low = 0
        var high = ordered.count
        while low < high {
            let middle = (low + high) / 2
            if ordered[middle] < error { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
