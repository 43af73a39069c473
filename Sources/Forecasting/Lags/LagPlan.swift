/// Which stretches of the past say something of a bin at some horizon: what came last, and what came at the same time of
/// the days before, there and around it, together with what went before that then.
///
/// All ages count from the origin, so that nothing after it can be meant.
package struct LagPlan: Sendable {
    /// The sets of days before that a model may look at. Few days adapt soon, more days are steadier, and a week ago knows
    /// the weekday.
    package static let daySets: [[Int]] = [[1], [1, 2, 3], [1, 2, 3, 4, 5, 6, 7], [1, 7]]
    private static let recentBins = 12

    /// Bins ahead, 1 or more.
    package let horizon: Int
    /// Bins of a day.
    package let daily: Int
    package let windows: [LagWindow]
    /// For each window the days before that it belongs to; 0 for what came last.
    package let days: [Int]

    /// - Throws: ``ForecastingError`` with `.badParameter` for a horizon below 1 or beyond a day.
    package init(grid: TimeGrid, horizon: Int) throws(ForecastingError) {
        daily = grid.daily
        guard (1...max(1, daily)).contains(horizon) else {
            throw ForecastingError(
                .badParameter, "forecasts go from 1 to \(daily) bins of \(grid.interval) s ahead, not \(horizon)")
        }
        self.horizon = horizon
        var windows: [LagWindow] = []
        var days: [Int] = []
        func add(_ day: Int, age: Int, length: Int) {
            let window = LagWindow(age: age, length: max(1, length))
            guard !zip(windows, days).contains(where: { $0 == window && $1 == day }) else { return }
            windows.append(window)
            days.append(day)
        }
        let hourly = max(1, daily / 24)
        for age in 0..<Self.recentBins { add(0, age: age, length: 1) }
        for length in [hourly, 2 * hourly, 4 * hourly, 8 * hourly, daily / 2, daily] { add(0, age: 0, length: length) }
        for day in 1...7 {
            let same = day * daily - horizon
            guard same >= 0 else { continue }
            add(day, age: same, length: 1)
            for length in hourly > 1 ? [3, hourly, 3 * hourly] : [3] {
                add(day, age: same - min(length / 2, same), length: length)
            }
            add(day, age: same, length: daily)
            for length in [hourly / 2, hourly, 6 * hourly] { add(day, age: day * daily, length: length) }
        }
        self.windows = windows
        self.days = days
    }

    /// How many bins back the oldest window goes.
    package var reach: Int { windows.map { $0.age + $0.length }.max() ?? 0 }
}
