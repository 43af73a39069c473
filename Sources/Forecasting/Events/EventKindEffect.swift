import RealModule

/// What events of one kind do to one key, learnt day by day: a ridge regression of the logarithm of a factor, in which
/// what does not fit weighs less (Huber's weights, iteratively), and older days fade.
///
/// It counts only while it would have made past days' errors clearly smaller, each day judged by what was learnt before
/// it. Events that do nothing, or at the wrong times, thus change nothing.
struct EventKindEffect: Sendable {
    /// A day's regressors that are not 0, and how far its bins were off.
    struct Observation {
        var terms: [(index: Int, value: Double)]
        /// The logarithm of a ratio, less what other kinds do.
        var error: Double
        /// What was expected before there was a past, likewise.
        var expected: Double
    }

    private static let width = EventCalendar.width
    private static let ridge = 3.0
    /// What weekends and simultaneous events have of their own is drawn to nothing more strongly.
    private static let ridgeOfDifferences = 6.0
    /// Errors beyond this, and beyond the median of their day, weigh less, by as many times as they are greater.
    private static let usualError = 0.3
    /// What is left of a day's weight after another day of events.
    private static let memory = 0.97
    /// Likewise of what it would have gained.
    private static let memoryOfGains = 0.9
    private static let passes = 4
    /// Errors have to be smaller by this part, the best day's gain not counted: one lucky day is no evidence.
    private static let leastGain = 0.1

    /// Of ``EventCalendar``, in its order.
    private(set) var coefficients = [Double](repeating: 0, count: width)
    /// The lower triangle of the sums of products, by rows.
    private var products = [Float](repeating: 0, count: width * (width + 1) / 2)
    private var targets = [Float](repeating: 0, count: width)
    private var count = 0
    /// Of weekdays, then of weekends.
    private var errorsWithout = [0.0, 0.0]
    private var gains = [0.0, 0.0]
    private var greatestGains = [0.0, 0.0]
    private let hasExpectation: Bool

    init(hasExpectation: Bool) {
        self.hasExpectation = hasExpectation
    }

    /// Whether the effect is to be reckoned with on weekdays, or on weekends.
    func counts(isWeekend: Bool) -> Bool {
        let kind = isWeekend ? 1 : 0
        guard errorsWithout[kind] > 0 else { return hasExpectation }
        return gains[kind] - greatestGains[kind] > Self.leastGain * errorsWithout[kind]
    }

    /// Takes what came of a day's events.
    mutating func learn(_ day: [Observation], isWeekend: Bool) {
        guard !day.isEmpty else { return }
        if count > 0 || hasExpectation {
            let kind = isWeekend ? 1 : 0
            let without = day.reduce(0) { $0 + abs($1.error) }
            let gain = day.reduce(without) { $0 - abs(rest($1)) }
            errorsWithout[kind] = errorsWithout[kind] * Self.memoryOfGains + without
            gains[kind] = gains[kind] * Self.memoryOfGains + gain
            greatestGains[kind] = max(greatestGains[kind] * Self.memoryOfGains, gain)
        }
        for index in products.indices { products[index] *= Float(Self.memory) }
        for index in targets.indices { targets[index] *= Float(Self.memory) }
        // The day's weights depend on what it teaches.
        let before = self
        for _ in 0..<Self.passes {
            let coefficients = coefficients
            self = before
            self.coefficients = coefficients
            let errors = day.map { abs(rest($0)) }
            let usual = max(Self.usualError, errors.sorted()[errors.count / 2])
            for (one, error) in zip(day, errors) { add(one, weight: min(1, usual / error)) }
            solve()
        }
    }

    /// What is left of an error.
    private func rest(_ one: Observation) -> Double {
        one.terms.reduce(one.error - one.expected) { $0 - $1.value * coefficients[$1.index] }
    }

    private mutating func add(_ one: Observation, weight: Double) {
        count += 1
        for term in one.terms {
            targets[term.index] += Float(weight * term.value * (one.error - one.expected))
            for other in one.terms where other.index <= term.index {
                products[term.index * (term.index + 1) / 2 + other.index] += Float(weight * term.value * other.value)
            }
        }
    }

    private mutating func solve() {
        let width = Self.width
        var matrix = [Double](repeating: 0, count: width * width)
        for row in 0..<width {
            for column in 0...row { matrix[row * width + column] = Double(products[row * (row + 1) / 2 + column]) }
            let ridge = row < EventShape.count ? Self.ridge : Self.ridgeOfDifferences
            matrix[row * width + row] += ridge
        }
        guard let factor = try? Cholesky(matrix, order: width) else { return }
        var right = targets.map { target in
            var lanes = SIMD8<Double>.zero
            lanes[0] = Double(target)
            return lanes
        }
        factor.solve(&right, blocks: 1)
        coefficients = right.map { $0[0] }
    }
}
