import RealModule

/// The logarithms of the latest counts of one series, eight days of them, and the levels of some of those days.
struct RecurrentPast: Sendable {
    private let daily: Int
    /// A ring of log(1 + count).
    private var values: [Float]
    private var head = 0
    /// How many are known.
    private var count = 0
    /// How many of the latest are zero.
    private var silent = 0
    /// Of the latest day, the one before and that of a week before.
    private var sums = (today: 0.0, yesterday: 0.0, lastWeek: 0.0)

    /// - Parameter daily: bins of a day.
    init(daily: Int) {
        self.daily = daily
        values = [Float](repeating: 0, count: 8 * daily)
    }

    /// Adds the next bin. A missing one is taken to have been as a week or a day before.
    mutating func append(_ outcome: Double?) {
        let known = outcome.map { Float(Double.log(onePlus: $0)) }
        let value = known ?? self[7 * daily - 1] ?? self[daily - 1] ?? self[0] ?? 0
        // What has not been is zero, and leaves no trace in the sums.
        let (day, twoDays) = (Double(raw(daily - 1)), Double(raw(2 * daily - 1)))
        sums.today += Double(value) - day
        sums.yesterday += day - twoDays
        sums.lastWeek += Double(raw(7 * daily - 1)) - Double(raw(8 * daily - 1))
        head = head + 1 == values.count ? 0 : head + 1
        values[head] = value
        count = min(count + 1, values.count)
        silent = value > 0 ? 0 : min(silent + 1, values.count)
    }

    /// Nothing but zeros is known.
    var isSilent: Bool { silent == count }

    /// The mean of the latest day, as far as it is known.
    var level: Float { Float(sums.today / Double(max(1, min(count, daily)))) }

    /// The mean of the day before the latest.
    var levelBeforeDay: Float? { count >= 2 * daily ? Float(sums.yesterday / Double(daily)) : nil }

    /// The mean of the day a week before the latest.
    var levelBeforeWeek: Float? { count >= 8 * daily ? Float(sums.lastWeek / Double(daily)) : nil }

    /// The mean of a short stretch, as far as it is known.
    ///
    /// - Parameter age: of its last bin; 0 is the latest.
    func mean(age: Int, length: Int) -> Float? {
        let known = min(length, count - age)
        guard known > 0 else { return nil }
        var sum: Float = 0
        for index in age..<age + known { sum += raw(index) }
        return sum / Float(known)
    }

    private subscript(_ age: Int) -> Float? { age < count ? raw(age) : nil }

    private func raw(_ age: Int) -> Float { values[age <= head ? head - age : head - age + values.count] }
}
