/// The forecasts of one key at all horizons of its model, made anew with every bin, in constant time and memory.
package struct KeyForecaster: Sendable {
    private var model: KeyModel
    private var history: ScaledHistory
    private var states: [HorizonState]
    private let first: Int64
    /// Bins so far.
    package private(set) var count = 0
    /// The greatest count, half forgotten in a month: no forecast goes far beyond it.
    private var peak = 0.0
    /// For each horizon of the model, of the bin that lies so far after the latest one; empty before the first.
    package private(set) var forecasts: [Quantiles] = []

    /// - Parameter first: the number of the first bin.
    package init(_ model: KeyModel, first: Int64) {
        self.model = model
        self.first = first
        history = ScaledHistory(capacity: KeyModel.memory(model.grid))
        states = model.horizons.map { HorizonState($0, grid: model.grid) }
    }

    /// Goes on with coefficients that were fitted anew; what was learnt of the members stays.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for a model of other horizons or members.
    package mutating func adopt(_ model: KeyModel) throws(ForecastingError) {
        guard model.grid == self.model.grid,
            model.horizons.map(\.horizon) == self.model.horizons.map(\.horizon),
            model.horizons.map(\.memberCount) == self.model.horizons.map(\.memberCount)
        else {
            throw ForecastingError(.badParameter, "the model has other bins, horizons or members than the one before")
        }
        self.model = model
    }

    /// Takes the next bin into the past that forecasts are made from, without making any: of a time from which nothing may
    /// be learnt about forecasts, because the model was fitted to it.
    ///
    /// - Parameter outcome: as in ``update(_:)``.
    package mutating func remember(_ outcome: Double?) {
        for index in states.indices { states[index].pass(count) }
        append(outcome)
    }

    /// Takes the next bin.
    ///
    /// - Parameter outcome: its count; nil where it is missing. A missing bin is taken to have been as a week or a day
    ///   before, and nothing is learnt from it.
    package mutating func update(_ outcome: Double?) {
        let grid = model.grid
        let bin = first + Int64(count)
        let average = history.mean(.count, age: 0, length: history.capacity) ?? 0
        append(outcome)
        let levels = CountScale.allCases.map { ScaledLevel(history, $0, daily: grid.daily) }
        let greatest = max(3 * peak, 1)
        var refreshed: [Quantiles] = []
        for (index, horizon) in model.horizons.enumerated() {
            if let outcome {
                states[index].settle(count - 1, outcome: outcome, average: average, hour: hour(of: bin))
            }
            let target = bin + Int64(horizon.horizon)
            let values = members(horizon, levels, target: target, greatest: greatest)
            refreshed.append(
                states[index].forecast(
                    count - 1 + horizon.horizon, of: values, hour: hour(of: target), ceiling: greatest))
        }
        forecasts = refreshed
    }

    private mutating func append(_ outcome: Double?) {
        history.append(outcome ?? history.substitute(daily: model.grid.daily))
        peak = max(outcome ?? 0, peak * (1 - 0.023 / Double(model.grid.daily)))
        count += 1
    }

    private func hour(of bin: Int64) -> Int { 24 * model.grid.phaseOfDay(bin) / model.grid.daily }

    /// What each member forecasts.
    private func members(_ model: HorizonModel, _ levels: [ScaledLevel], target: Int64, greatest: Double) -> [Double] {
        let lanes = levels.map { level in
            var lanes = [Lanes](repeating: .zero, count: model.regressors.blocks)
            model.regressors.write(history, level, target: target, into: &lanes, at: 0)
            return lanes
        }
        var values = model.experts.map { expert in
            let value = expert.value(lanes[expert.scale.rawValue])
            return min(levels[expert.scale.rawValue].count(value), greatest)
        }
        let daily = self.model.grid.daily
        let day = history.count(age: daily - model.horizon) ?? history.count(age: 0) ?? 0
        values.append(day)
        values.append(history.count(age: 7 * daily - model.horizon) ?? day)
        return values
    }
}
