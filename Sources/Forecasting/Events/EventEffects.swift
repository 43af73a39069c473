import RealModule

/// What scheduled events do to one key: learnt from days with events, seen against days of the same kind (weekdays,
/// weekends) without any. Where an event has no effect a day tells how much use there was at all; where it has one, the
/// shape of the other days tells what there would have been without it.
package struct EventEffects: Sendable {
    /// A day without events replaces so much of the shape of such days, once there are so many.
    private static let daysOfShape = 10.0
    private static let leastDays = 2.0
    /// The least part of a day that must be known, and without effect of events, for it to tell how much use there was.
    private static let leastRest = 8
    /// No factor is beyond e to this power.
    private static let most = 4.0

    private let grid: TimeGrid
    private var calendar: EventCalendar
    private var effects: [EventKindEffect]
    /// Logarithms of counts by bin of day: of weekdays, then of weekends.
    private var shapes: [[Float]]
    private var days = [0.0, 0.0]
    /// How far the latest days were above the shape.
    private var offset = 0.0
    /// The counts of the latest day.
    private var day: [Float] = []

    package init(_ calendar: EventCalendar, grid: TimeGrid) {
        self.grid = grid
        self.calendar = calendar
        effects = calendar.hasExpectation.map(EventKindEffect.init)
        shapes = [[], []]
    }

    /// Goes on with another calendar; what was learnt of kinds that it still has stays.
    package mutating func adopt(_ calendar: EventCalendar) {
        let known = Dictionary(uniqueKeysWithValues: zip(self.calendar.kinds, effects))
        effects = zip(calendar.kinds, calendar.hasExpectation).map { kind, hasExpectation in
            known[kind] ?? EventKindEffect(hasExpectation: hasExpectation)
        }
        self.calendar = calendar
    }

    /// The logarithm of the factor by which events change a bin's count, as far as is known by now.
    package func effect(on bin: Int64) -> Double {
        var sum = 0.0
        let isWeekend = grid.isWeekend(bin)
        calendar.terms(of: bin) { kind, index, value, expected in
            if effects[kind].counts(isWeekend: isWeekend) {
                sum += expected + value * effects[kind].coefficients[index]
            }
        }
        return min(max(sum, -Self.most), Self.most)
    }

    /// Takes the next bin. - Returns: whether what ``effect(on:)`` says may be another.
    package mutating func learn(_ outcome: Double?, bin: Int64) -> Bool {
        let phase = grid.phaseOfDay(bin)
        if phase == 0 { day.removeAll(keepingCapacity: true) }
        // Of a day that was not seen from its beginning nothing is learnt.
        guard day.count == phase else { return false }
        day.append(outcome.map { Float(Double.log(onePlus: $0)) } ?? .nan)
        guard day.count == grid.daily else { return false }
        return learnDay(first: bin - Int64(phase))
    }

    private mutating func learnDay(first: Int64) -> Bool {
        let kind = grid.isWeekend(first) ? 1 : 0
        var touched = [Bool](repeating: false, count: day.count)
        for place in day.indices {
            calendar.terms(of: first + Int64(place)) { _, _, value, _ in if value > 0 { touched[place] = true } }
        }
        guard touched.contains(true) else {
            learnShape(kind)
            return false
        }
        guard days[kind] >= Self.leastDays else { return false }
        let shape = shapes[kind]
        let rest = day.indices.filter { !touched[$0] && !day[$0].isNaN }
        if rest.count >= day.count / Self.leastRest {
            offset = rest.reduce(0) { $0 + Double(day[$1] - shape[$1]) } / Double(rest.count)
        }
        var observed = [[EventKindEffect.Observation]](repeating: [], count: effects.count)
        for place in day.indices where touched[place] && !day[place].isNaN {
            observe(first + Int64(place), error: Double(day[place] - shape[place]) - offset, into: &observed)
        }
        let hadEffects = hasEffects
        for index in effects.indices { effects[index].learn(observed[index], isWeekend: kind == 1) }
        return hadEffects || hasEffects
    }

    private var hasEffects: Bool {
        effects.contains { $0.counts(isWeekend: false) || $0.counts(isWeekend: true) }
    }

    private func observe(_ bin: Int64, error: Double, into observed: inout [[EventKindEffect.Observation]]) {
        var own = effects.map { _ in EventKindEffect.Observation(terms: [], error: error, expected: 0) }
        let isWeekend = grid.isWeekend(bin)
        var parts = [Double](repeating: 0, count: effects.count)
        calendar.terms(of: bin) { kind, index, value, expected in
            own[kind].terms.append((index, value))
            own[kind].expected += expected
            if effects[kind].counts(isWeekend: isWeekend) {
                parts[kind] += expected + value * effects[kind].coefficients[index]
            }
        }
        let total = parts.reduce(0, +)
        for kind in effects.indices where !own[kind].terms.isEmpty {
            own[kind].error -= total - parts[kind]
            observed[kind].append(own[kind])
        }
    }

    private mutating func learnShape(_ kind: Int) {
        days[kind] = min(days[kind] + 1, Self.daysOfShape)
        if shapes[kind].isEmpty {
            // What is missing of the first is as the rest of it.
            let known = day.filter { !$0.isNaN }
            let mean = known.reduce(0, +) / Float(max(1, known.count))
            shapes[kind] = day.map { $0.isNaN ? mean : $0 }
        }
        var sum = 0.0
        for place in day.indices where !day[place].isNaN {
            let difference = day[place] - shapes[kind][place]
            sum += Double(difference)
            shapes[kind][place] += difference / Float(days[kind])
        }
        offset = (1 - 1 / days[kind]) * sum / Double(day.count)
    }
}
