import RealModule

/// The latest counts of a key that events touch, as they were and as they would have been without.
struct EventHistory: Sendable {
    private(set) var effects: EventEffects
    private let grid: TimeGrid
    /// A ring: the count of a bin at its number modulo the ring's length. For a missing one it is -1 less what it was taken
    /// to have been: what lies a week before it, by which that was judged, is no longer there.
    private var counts: [Float]
    private var filled = 0

    /// - Parameters:
    ///   - past: what is remembered of the key, without events so far.
    ///   - latest: the number of its latest bin.
    init(_ calendar: EventCalendar, grid: TimeGrid, past: ScaledHistory, latest: Int64) {
        effects = EventEffects(calendar, grid: grid)
        self.grid = grid
        counts = [Float](repeating: -1, count: KeyModel.memory(grid))
        filled = past.count
        for age in 0..<past.count { counts[slot(latest - Int64(age))] = Float(past.count(age: age) ?? -1) }
    }

    mutating func adopt(_ calendar: EventCalendar) { effects.adopt(calendar) }

    /// A count without what events do.
    func lowered(_ count: Double, bin: Int64) -> Double { Self.scaled(count, by: -effects.effect(on: bin)) }

    /// A count with what events do.
    func raised(_ count: Double, bin: Int64) -> Double { Self.scaled(count, by: effects.effect(on: bin)) }

    /// Takes the next bin.
    ///
    /// - Parameters:
    ///   - outcome: its count; nil where it is missing.
    ///   - quiet: what it would have been without events, or is taken to have been.
    /// - Returns: the history without events, where it is to be seen anew.
    mutating func append(_ outcome: Double?, quiet: Double, bin: Int64) -> ScaledHistory? {
        counts[slot(bin)] = Float(outcome ?? -1 - quiet)
        filled = min(filled + 1, counts.count)
        return effects.learn(outcome, bin: bin) ? history(upTo: bin) : nil
    }

    private func history(upTo last: Int64) -> ScaledHistory {
        var history = ScaledHistory(capacity: counts.count)
        for bin in last - Int64(filled) + 1...last {
            let count = Double(counts[slot(bin)])
            history.append(count < 0 ? -1 - count : lowered(count, bin: bin))
        }
        return history
    }

    private func slot(_ bin: Int64) -> Int {
        let length = Int64(counts.count)
        return Int((bin % length + length) % length)
    }

    static func scaled(_ count: Double, by effect: Double) -> Double {
        effect == 0 ? count : max(0, (count + 1) * .exp(effect) - 1)
    }
}

extension EventEffects {
    /// Counts as they would have been without events, as far as that is known at the end.
    ///
    /// - Parameter end: nothing from this bin of the series on is looked at; it stays as it is.
    package static func removed(_ events: [ScheduledEvent], from series: CountSeries, end: Int) -> CountSeries {
        guard !events.isEmpty else { return series }
        var effects = EventEffects(EventCalendar(events, grid: series.grid), grid: series.grid)
        for (place, count) in series.counts.prefix(end).enumerated() {
            _ = effects.learn(count, bin: series.first + Int64(place))
        }
        var result = series
        for place in 0..<min(end, series.counts.count) {
            let effect = effects.effect(on: series.first + Int64(place))
            result.counts[place] = series.counts[place].map { EventHistory.scaled($0, by: -effect) }
        }
        return result
    }
}
