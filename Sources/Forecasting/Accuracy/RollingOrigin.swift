/// Forecasts every bin of series from some bin on, each with what lay its horizon before, after fitting and choosing on
/// what lies before that bin alone.
package struct RollingOrigin: Sendable {
    /// The part of what may be learnt from by which the members of the ensemble are compared before the first forecast.
    private static let validationShare = 5
    private static let leastValidationDays = 3

    package let training: DirectTraining

    package init(_ training: DirectTraining) {
        self.training = training
    }

    /// - Parameters:
    ///   - series: on the training's grid, all with the same first bin.
    ///   - start: the first bin that is forecast, from the first on.
    ///   - take: gets the forecasts: the series' and the horizon's index, the bin from the first on.
    /// - Throws: ``ForecastingError`` with `.tooShort` where there is too little before `start` to learn from.
    package func run(
        _ series: [CountSeries], from start: Int,
        take: (_ series: Int, _ horizon: Int, _ bin: Int, Quantiles) -> Void
    ) throws(ForecastingError) {
        let daily = training.grid.daily
        let days = start / daily
        let validation = max(Self.leastValidationDays * daily, start / Self.validationShare)
        guard start > validation else {
            throw ForecastingError(
                .tooShort,
                "\(start) bins before the first forecast are too few to learn from; \(validation) are set aside to choose by, "
                    + "so begin later")
        }
        let trial = try training.fit(series, end: start - validation, days: days)
        let model = try training.fit(series, end: start, days: days)
        for (index, one) in series.enumerated() {
            var key = KeyForecaster(trial, first: one.first)
            for (bin, count) in one.counts.enumerated() {
                // The first forecast of the bin `start` is made before that: by the trial, which is as good then.
                if bin + 1 == start { try key.adopt(model) }
                // To what lies there the trial was fitted: how it did on it says nothing.
                if bin < start - validation {
                    key.remember(count)
                    continue
                }
                key.update(count)
                for (place, horizon) in training.horizons.enumerated() where bin + horizon >= start {
                    if bin + horizon < one.counts.count { take(index, place, bin + horizon, key.forecasts[place]) }
                }
            }
        }
    }
}
