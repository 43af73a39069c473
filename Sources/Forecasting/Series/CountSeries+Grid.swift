extension [CountSeries] {
    /// The grid that all of them are on.
    ///
    /// - Throws: ``ForecastingError`` with `.tooShort` where there are none, or with `.badParameter` for several grids.
    func commonGrid() throws(ForecastingError) -> TimeGrid {
        guard let grid = first?.grid else { throw ForecastingError(.tooShort, "there is no series to learn from") }
        guard allSatisfy({ $0.grid == grid }) else {
            throw ForecastingError(.badParameter, "the series have bins of different lengths")
        }
        return grid
    }

    /// Each one's mean count among the first `end` bins, as far as they are known; 0 where none is.
    func averages(end: Int) -> [Double] {
        map { one in
            let known = one.counts.prefix(end).compactMap { $0 }
            return known.reduce(0, +) / Double(Swift.max(1, known.count))
        }
    }
}
