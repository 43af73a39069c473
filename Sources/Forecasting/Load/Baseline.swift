/// How much of a key must have been seen before its forecasts may be acted on.
package struct Baseline: Hashable, Sendable {
    /// What has been seen of a key.
    package enum State: Hashable, Sendable {
        /// Forecasts are made and must not be acted on. Both in seconds.
        case learning(seen: Int64, needed: Int64)
        case established
    }

    private static let day: Int64 = 86_400
    private static let week: Int64 = 7 * day

    /// Days that are nearer to each other, in parts of the counts, are no sign of a week.
    private static let leastDifference = 0.2

    /// Seconds of known bins.
    package var span: Int64 = 2 * day
    /// Of its strongest season, at least.
    package var cycles: Int64 = 2

    package init() {}

    package func state(seen: Int64, season: Int64) -> State {
        let needed = max(span, cycles * season)
        return seen < needed ? .learning(seen: seen, needed: needed) : .established
    }

    /// The strongest season of counts, in seconds: a week if the same hour of the week before is far nearer than that of the
    /// day before, which can be told from the eighth day on; else a day.
    ///
    /// - Parameter hours: on the grid of hours.
    package static func strongestSeason(of hours: CountRing) -> Int64 {
        guard let last = hours.last else { return day }
        var (daily, weekly, all, pairs) = (0.0, 0.0, 0.0, 0)
        for hour in stride(from: last, to: last - Int64(hours.capacity), by: -1) {
            guard let count = hours[hour], let yesterday = hours[hour - 24], let weekBefore = hours[hour - 168] else {
                continue
            }
            daily += abs(count - yesterday)
            weekly += abs(count - weekBefore)
            all += count
            pairs += 1
        }
        return pairs >= 24 && daily > leastDifference * all && 2 * weekly < daily ? week : day
    }
}
