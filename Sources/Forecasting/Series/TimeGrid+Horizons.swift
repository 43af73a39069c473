extension TimeGrid {
    /// - Throws: ``ForecastingError`` with `.badParameter` for a horizon below 1 or beyond a day.
    func check(_ horizons: [Int]) throws(ForecastingError) {
        for horizon in horizons where !(1...daily).contains(horizon) {
            throw ForecastingError(
                .badParameter, "forecasts go from 1 to \(daily) bins of \(interval) s ahead, not \(horizon)")
        }
    }

    /// The hour of day that a bin begins in.
    func hour(of bin: Int64) -> Int { 24 * phaseOfDay(bin) / daily }
}
