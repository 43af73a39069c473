/// The forecasts of one key at all horizons of its model, made anew with every bin, in constant time and memory.
package struct KeyForecaster: Sendable {
    package private(set) var model: KeyModel
    private(set) var history: ScaledHistory
    private var states: [HorizonState]
    private let first: Int64
    /// Bins so far.
    package private(set) var count = 0
    /// Of a key that events touch.
    private(set) var events: EventHistory?
    private var ceiling: CountCeiling
    /// For each horizon of the model, of the bin that lies so far after the latest one; empty before the first.
    package private(set) var forecasts: [Quantiles] = []

    /// - Parameters:
    ///   - first: the number of the first bin.
    ///   - calendar: of the events that touch the key. The model should have been fitted to counts without them
    ///     (``EventEffects/removed(_:from:end:)``).
    package init(_ model: KeyModel, first: Int64, calendar: EventCalendar? = nil) {
        self.model = model
        self.first = first
        ceiling = CountCeiling(daily: model.grid.daily)
        history = ScaledHistory(capacity: KeyModel.memory(model.grid))
        states = model.horizons.map { HorizonState($0, grid: model.grid) }
        if let calendar { expect(calendar) }
    }

    /// Goes on with a model that was fitted anew. What was learnt of the members stays if it has as many.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for a model of another grid or of other horizons.
    package mutating func adopt(_ model: KeyModel) throws(ForecastingError) {
        guard model.grid == self.model.grid,
            model.horizons.map(\.horizon) == self.model.horizons.map(\.horizon)
        else {
            throw ForecastingError(.badParameter, "the model has other bins or horizons than the one before")
        }
        for index in states.indices { states[index].adopt(model.horizons[index], grid: model.grid) }
        self.model = model
    }

    /// Goes on with another calendar, which should still have the events of the last week; what was learnt of events of the
    /// same kinds stays.
    package mutating func expect(_ calendar: EventCalendar) {
        guard events == nil else {
            events?.adopt(calendar)
            return
        }
        if !calendar.kinds.isEmpty {
            events = EventHistory(calendar, grid: model.grid, past: history, latest: latest)
        }
    }

    /// The number of the latest bin.
    package var latest: Int64 { first + Int64(count) - 1 }

    /// For each horizon of the model, Σ|y - p50| / Σy of about the last day; nil where there was nothing.
    package var recentErrors: [Double?] { states.map(\.error.value) }

    /// The latest counts, as they would have been without events; what was missing is filled up as forecasts see it.
    package var past: CountSeries {
        CountSeries(
            grid: model.grid, first: latest - Int64(history.count) + 1,
            counts: (0..<history.count).reversed().map { history.count(age: $0) })
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
        let greatest = ceiling.value
        var refreshed: [Quantiles] = []
        for (index, horizon) in model.horizons.enumerated() {
            if let outcome {
                states[index].settle(count - 1, outcome: outcome, average: average, hour: grid.hour(of: bin))
            }
            let target = bin + Int64(horizon.horizon)
            var values = members(horizon, levels, target: target, greatest: greatest)
            if let events { values = values.map { min(events.raised($0, bin: target), greatest) } }
            refreshed.append(
                states[index].forecast(
                    count - 1 + horizon.horizon, of: values, hour: grid.hour(of: target), ceiling: greatest))
        }
        forecasts = refreshed
    }

    private mutating func append(_ outcome: Double?) {
        let bin = first + Int64(count)
        let quiet =
            outcome.map { events?.lowered($0, bin: bin) ?? $0 } ?? history.substitute(daily: model.grid.daily)
        history.append(quiet)
        if let seenAnew = events?.append(outcome, quiet: quiet, bin: bin) { history = seenAnew }
        ceiling.append(outcome)
        count += 1
    }

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
