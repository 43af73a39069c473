@testable import Forecasting
import RealModule
import Testing

@Suite("What scheduled events do to forecasts")
struct EventEffectsTests {
    private let grid = TimeGrid.fiveMinutes
    /// 1970-01-05 was a Monday.
    private let first: Int64 = 4 * 288
    private static let factor = 3.0

    /// Events of two hours on every second day or so from the tenth on, at no regular time.
    private func events(_ days: Int, multiplier: Double? = nil) -> [ScheduledEvent] {
        (10..<days).filter { $0 * $0 * 7 % 11 < 8 }.map { day in
            let hour = Int64(9 + day * day * 5 % 13)
            return ScheduledEvent(
                kind: "sale", start: (first / 288 + Int64(day)) * 86_400 + hour * 3_600, duration: 7_200,
                multiplier: multiplier)
        }
    }

    private func counts(_ days: Int, _ events: [ScheduledEvent]) -> [Double] {
        (0..<days * 288).map { place in
            let time = (first + Int64(place)) * 300
            let isOn = events.contains { $0.start <= time && time < $0.start + 7_200 }
            let usual = 400 - 200 * Double.cos(2 * .pi * Double(place) / 288) + Double(place * 7919 % 41)
            return isOn ? Self.factor * usual : usual
        }
    }

    /// The error a day ahead over the last ten days.
    private func error(_ counts: [Double], _ events: [ScheduledEvent]) throws -> Double {
        let series = CountSeries(grid: grid, first: first, counts: counts)
        var accuracy = ForecastAccuracy()
        try RollingOrigin<KeyForecaster>(grid: grid, horizons: [288]).run(
            [series], events: [events], from: counts.count - 10 * 288
        ) { _, _, bin, forecast in accuracy.add(counts[bin], forecast) }
        return try #require(accuracy.wape)
    }

    @Test("what events do is learnt from those of the past: the error a day ahead falls to that of other days")
    func learnt() throws {
        let events = events(60)
        let counts = counts(60, events)
        let without = try error(counts, [])
        let with = try error(counts, events)
        #expect(with < 0.7 * without)
    }

    @Test("events at random times change next to nothing", arguments: [1, 2, 3])
    func random(seed: Int64) throws {
        let counts = counts(60, events(60))
        let random = (0..<60).map { number in
            ScheduledEvent(
                kind: "noise", start: first * 300 + (Int64(number) * 86_413 * (seed + 6) * 7_919) % (60 * 86_400))
        }
        #expect(try error(counts, random) <= 1.02 * error(counts, []))
    }

    @Test("events that do nothing change nothing to the bit, also around counts that are missing")
    func gaps() throws {
        var counts: [Double?] = counts(40, [])
        for missing in 20 * 288 + 178..<22 * 288 + 55 { counts[missing] = nil }
        let model = try DirectTraining(grid: grid, horizons: [1, 288]).fit(
            [CountSeries(grid: grid, first: first, counts: counts)], end: 15 * 288, days: 15)
        var without = KeyForecaster(model, first: first, events: [])
        var with = KeyForecaster(model, first: first, events: events(40))
        for (place, count) in counts.enumerated() {
            without.update(count)
            with.update(count)
            try #require(with.forecasts == without.forecasts, "bin \(place)")
        }
    }

    @Test("what missing counts are taken to have been stays when the past is seen anew without events")
    func gapsSeenAnew() throws {
        let events = events(40, multiplier: Self.factor)
        var counts: [Double?] = counts(40, events)
        let gap = 20 * 288 + 178..<22 * 288 + 55
        for missing in gap { counts[missing] = nil }
        let model = try DirectTraining(grid: grid, horizons: [1, 288]).fit(
            [CountSeries(grid: grid, first: first, counts: counts)], end: 15 * 288, days: 15)
        var key = KeyForecaster(model, first: first, events: events)
        for count in counts[..<gap.upperBound] { key.update(count) }
        let taken = key.past.counts.suffix(gap.count)
        // Days with events follow, after each of which the past is seen anew.
        let days = counts[gap.upperBound..<26 * 288]
        for count in days { key.update(count) }
        let anew = key.past.counts.dropLast(days.count).suffix(gap.count)
        for (before, after) in zip(taken, anew) {
            let (before, after) = (try #require(before), try #require(after))
            #expect(abs(after - before) <= 0.01 * before)
        }
    }

    @Test("a multiplier counts before there is a past to learn from, and gives way to what is seen")
    func expected() throws {
        let events = events(60, multiplier: 3)
        let counts = counts(60, events)
        var effects = EventEffects(EventCalendar(events, grid: grid), grid: grid)
        let during = events[0].start / 300 + 12
        #expect(abs(effects.effect(on: during) - Double.log(3)) < 1e-9)
        #expect(effects.effect(on: during - 48) == 0)
        // Expected to quarter, and known better after some days.
        effects = EventEffects(EventCalendar(self.events(60, multiplier: 0.25), grid: grid), grid: grid)
        for (place, count) in counts.enumerated() { _ = effects.learn(count, bin: first + Int64(place)) }
        let last = try #require(events.last).start / 300 + 12
        #expect(effects.effect(on: last) > 0.5)
    }

    @Test("events of keys and tags touch those keys")
    func touches() {
        let tagged = ScheduledEvent(
            kind: "sale", start: 0, tags: [.init(name: "team", value: "shop"), .init(name: "eu", value: nil)])
        #expect(tagged.touches("k", tags: ["team": "shop"]))
        #expect(tagged.touches("k", tags: ["eu": "1"]))
        #expect(!tagged.touches("k", tags: ["team": "billing"]))
        let named = ScheduledEvent(kind: "sale", start: 0, keys: ["k"])
        #expect(named.touches("k", tags: [:]) && !named.touches("l", tags: ["team": "shop"]))
        #expect(ScheduledEvent(kind: "sale", start: 0).touches("any", tags: [:]))
    }

    @Test("no forecast depends on later counts, with events as without")
    func noLookAhead() throws {
        let events = events(60)
        let counts = counts(60, events)
        let model = try DirectTraining(grid: grid, horizons: [1, 288]).fit(
            [CountSeries(grid: grid, first: first, counts: counts)], end: 20 * 288, days: 20)
        var whole = KeyForecaster(model, first: first, events: events)
        var forecasts: [[Quantiles]] = []
        for count in counts {
            whole.update(count)
            forecasts.append(whole.forecasts)
        }
        for end in [288 * 13 + 150, 288 * 25] {
            var part = KeyForecaster(model, first: first, events: events)
            for count in counts[..<end] { part.update(count) }
            #expect(part.forecasts == forecasts[end - 1])
        }
    }

    @Test("of many kinds those with the most events are learnt, by name where they have as many")
    func kinds() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
        let events = names.enumerated().flatMap { index, name in
            (0..<(index < 2 ? 1 : index == 9 ? 3 : 2)).map {
                ScheduledEvent(kind: name, start: Int64($0) * 86_400)
            }
        }
        #expect(EventCalendar(events, grid: grid).kinds == ["c", "d", "e", "f", "g", "h", "i", "j"])
        #expect(EventCalendar(events.dropLast(3), grid: grid).kinds == ["a", "c", "d", "e", "f", "g", "h", "i"])
    }

    @Test("events of any length are found at any time, as if each was alone")
    func lengths() {
        let events = [60, 0, 7_200, 86_400, 30 * 86_400, 366 * 86_400, 300].enumerated().map { index, duration in
            ScheduledEvent(kind: "k", start: Int64(index) * 40_000, duration: Int64(duration))
        }
        let calendar = EventCalendar(events, grid: grid)
        let alone = events.map { EventCalendar([$0], grid: grid) }
        func sum(_ calendar: EventCalendar, _ bin: Int64) -> Double {
            var sum = 0.0
            calendar.terms(of: bin) { _, index, value, _ in sum += Double(index + 1) * value }
            return sum
        }
        for bin in stride(from: -100, to: 370 * 288, by: 7) as StrideTo<Int64> {
            let expected = alone.reduce(0) { $0 + sum($1, bin) }
            #expect(abs(sum(calendar, bin) - expected) < 1e-9, "bin \(bin)")
        }
    }

    @Test("a calendar that changes keeps what was learnt of its kinds")
    func adopted() throws {
        let events = events(60)
        let counts = counts(60, events)
        var effects = EventEffects(EventCalendar(events, grid: grid), grid: grid)
        for (place, count) in counts.enumerated() { _ = effects.learn(count, bin: first + Int64(place)) }
        let later = ScheduledEvent(kind: "sale", start: (first + 70 * 288) * 300, duration: 7_200)
        let other = ScheduledEvent(kind: "audit", start: (first + 71 * 288) * 300, duration: 7_200)
        effects.adopt(EventCalendar([later, other], grid: grid))
        #expect(effects.effect(on: later.start / 300 + 12) > 0.7)
        #expect(effects.effect(on: other.start / 300 + 12) == 0)
    }
}
