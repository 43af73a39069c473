import RealModule

/// Features and targets of one series at every origin.
struct RecurrentRows: Sendable {
    /// Origins.
    let count: Int
    /// Blocks of a row's features.
    let blocks: Int
    private(set) var inputs: [Lanes]
    /// For each horizon, against the day's level.
    private(set) var targets: [Float]
    /// How much each target counts: about the counts that are to be expected, in parts of the series' average, because
    /// an error of a logarithm is of so many counts; 0 where the outcome is missing.
    private(set) var weights: [Float]

    /// - Parameters:
    ///   - end: bins that are looked at.
    ///   - average: the series' mean count, above 0.
    init(_ series: CountSeries, layout: RecurrentLayout, end: Int, average: Double) {
        let counts = series.counts.prefix(end)
        let daily = layout.grid.daily
        let hourly = max(1, daily / 24)
        count = counts.count
        blocks = (layout.inputs + 7) / 8
        inputs = [Lanes](repeating: .zero, count: count * blocks)
        targets = [Float](repeating: 0, count: count * layout.horizons.count)
        weights = targets
        var past = RecurrentPast(daily: daily)
        var features = [Float](repeating: 0, count: layout.inputs)
        for (row, outcome) in counts.enumerated() {
            past.append(outcome)
            layout.write(past, bin: series.first + Int64(row), into: &features)
            for (index, feature) in features.enumerated() { inputs[row * blocks + index / 8][index % 8] = feature }
            for (place, horizon) in layout.horizons.enumerated() where row + horizon < count {
                guard let target = counts[row + horizon] else { continue }
                let index = row * layout.horizons.count + place
                targets[index] = Float(Double.log(onePlus: target)) - past.level
                let same = past.mean(age: max(0, daily - horizon - hourly / 2), length: hourly) ?? past.level
                let expected = (Float.exp(past.level) + Float.exp(same)) / 2
                weights[index] = min(max(expected / Float(average + 1), 0.02), 10)
            }
        }
    }

    /// Multiplies each feature by its own factor, and all targets by one.
    mutating func scale(_ factors: [Lanes], targets factor: Float) {
        for index in inputs.indices { inputs[index] *= factors[index % blocks] }
        for index in targets.indices { targets[index] *= factor }
    }
}
