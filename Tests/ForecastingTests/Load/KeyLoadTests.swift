import Forecasting
import RealModule
import Testing

@Suite("The load of keys on a hub")
struct KeyLoadTests {
    private static let group = LoadGroup(spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT", tags: ["team": "billing"])

    /// Uses in a minute, of a day with a noon, and on some days none.
    private func count(_ minute: Int64, weekly: Bool = false) -> Double {
        let day = (minute / 1_440) % 7
        if weekly, day != 2 { return 0 }
        let angle = 2 * Double.pi * Double(minute % 1_440) / 1_440
        return (60 - 50 * Double.cos(angle) + Double(minute * 7919 % 7)).rounded()
    }

    private func run(
        _ loads: inout LoadForecaster, _ key: String, minutes: Range<Int64>, weekly: Bool = false, factor: Double = 1
    ) {
        for minute in minutes {
            loads.advance(to: minute)
            _ = loads.record(factor * count(minute, weekly: weekly), of: key, minute: minute)
        }
        loads.advance(to: minutes.upperBound + LoadSeries.lateness)
    }

    @Test("a key is being learnt until two days of it were seen, and says so in every forecast")
    func learning() throws {
        var loads = try LoadForecaster(now: 0)
        loads.follow("key", in: Self.group)
        #expect(loads.forecast(of: "key") == nil)
        #expect(loads.forecast(of: "other") == nil)
        run(&loads, "key", minutes: 0..<1_440)
        let young = try #require(loads.forecast(of: "key"))
        #expect(young.state == .learning(seen: 86_400, needed: 172_800))
        #expect(!young.isActionable)
        run(&loads, "key", minutes: 1_440..<2_880)
        let known = try #require(loads.forecast(of: "key"))
        #expect(known.state == .established && known.isActionable && !known.isBorrowed)
        #expect(known.horizons.map(\.ahead) == [300, 3_600, 86_400])
        #expect(known.horizons.allSatisfy { $0.recentError.map { $0 < 0.2 } ?? false })
    }

    @Test("missing minutes are not learnt from: a key that is heard of half the time is learnt for twice as long")
    func gaps() throws {
        var load = KeyLoad(try .seasonalNaive(grid: .fiveMinutes, horizons: [1, 12, 288]), now: 0)
        for minute in 0..<Int64(2_880) {
            load.advance(to: minute, profile: nil)
            if minute / 60 % 2 == 0 { _ = load.record(3, minute: minute) }
        }
        #expect(load.known == 288)
        #expect(load.state == .learning(seen: 86_400, needed: 172_800))
    }

    @Test("a key that is used on one day of the week is being learnt for two weeks, once that shows")
    func weeks() throws {
        var loads = try LoadForecaster(now: 0)
        loads.follow("key", in: Self.group)
        run(&loads, "key", minutes: 0..<10 * 1_440, weekly: true)
        #expect(loads.forecast(of: "key")?.state == .learning(seen: 10 * 86_400, needed: 14 * 86_400))
        run(&loads, "key", minutes: 10 * 1_440..<15 * 1_440, weekly: true)
        #expect(loads.forecast(of: "key")?.isActionable == true)
    }

    @Test("a new key borrows from keys like it, is marked so, and becomes one of its own size within a day")
    func borrowed() throws {
        var loads = try LoadForecaster(now: 0)
        loads.follow("old", in: Self.group)
        run(&loads, "old", minutes: 0..<8 * 1_440)
        let model = try LoadForecaster.fit(loads.pasts(of: Self.group))
        try loads.adopt(model, for: Self.group)
        #expect(loads.forecast(of: "old")?.isBorrowed == false)
        loads.follow("new", in: Self.group)
        loads.follow("stranger", in: LoadGroup(spec: "RSA_2048", usage: "SIGN_VERIFY"))
        #expect(loads.forecast(of: "stranger") == nil)
        let borrowed = try #require(loads.forecast(of: "new"))
        #expect(borrowed.isBorrowed && !borrowed.isActionable)
        #expect(borrowed.model == "profile of keys like it")
        // Midnight.
        #expect((30...120).contains(borrowed.horizons[0].quantiles.p50))
        // It has a tenth of the others' use.
        run(&loads, "new", minutes: 8 * 1_440..<8 * 1_440 + 30, factor: 0.1)
        let young = try #require(loads.forecast(of: "new"))
        #expect(young.isBorrowed)
        #expect(young.horizons[0].quantiles.p50 < 30)
        run(&loads, "new", minutes: 8 * 1_440 + 30..<9 * 1_440 + 30, factor: 0.1)
        #expect(loads.forecast(of: "new")?.isBorrowed == false)
    }

    @Test("the curve goes on without a gap for a day, in minutes, then five minutes, then hours")
    func curve() throws {
        var loads = try LoadForecaster(now: 0)
        loads.follow("key", in: Self.group)
        run(&loads, "key", minutes: 0..<4 * 1_440)
        let curve = try #require(loads.curve(of: "key"))
        #expect(
            curve.points.map(\.length) == Array(repeating: 60, count: 60) + Array(repeating: 300, count: 60)
                + Array(repeating: 3_600, count: 18))
        #expect(curve.points[0].start == 4 * 86_400)
        for (point, next) in zip(curve.points, curve.points.dropFirst()) {
            #expect(point.start + point.length == next.start)
        }
        for point in curve.points {
            let minutes = point.start / 60..<(point.start + point.length) / 60
            let expected = minutes.reduce(0) { $0 + count($1) }
            let quantiles = point.quantiles
            #expect(abs(quantiles.p50 - expected) < 0.25 * expected + 10 * Double(point.length) / 60)
            #expect(quantiles.p10 <= quantiles.p50 && quantiles.p50 <= quantiles.p90)
            #expect(quantiles.p90 <= quantiles.p95 && quantiles.p95 <= quantiles.p99)
        }
        #expect(curve.forecast.model == "seasonal-naive")
    }

    @Test("a key that is forgotten leaves its place to the next one, and nothing of itself")
    func forgotten() throws {
        var loads = try LoadForecaster(now: 0)
        loads.follow("one", in: Self.group)
        run(&loads, "one", minutes: 0..<600)
        loads.forget("one")
        #expect(loads.count == 0)
        #expect(loads.record(1, of: "one", minute: 600) == nil)
        loads.follow("two", in: Self.group)
        #expect(loads.forecast(of: "two") == nil)
        #expect(loads.record(1, of: "two", minute: 600) == .taken)
    }

    @Test("a key of which nothing was heard for more than a week starts anew")
    func restart() throws {
        var load = KeyLoad(try .seasonalNaive(grid: .fiveMinutes, horizons: [1, 12, 288]), now: 0)
        for minute in 0..<Int64(3_000) {
            load.advance(to: minute, profile: nil)
            _ = load.record(3, minute: minute)
        }
        #expect(load.state == .established)
        load.advance(to: 1_000_000, profile: nil)
        #expect(load.known == 0)
        #expect(load.record(3, minute: 1_000_000) == .taken)
    }

    @Test("an event that is announced raises the forecasts of the keys that it touches, and of no others")
    func announced() throws {
        let other = LoadGroup(spec: "RSA_2048", usage: "SIGN_VERIFY")
        var loads = try LoadForecaster(now: 0)
        loads.follow("billing", in: Self.group)
        loads.follow("signing", in: other)
        func runBoth(_ minutes: Range<Int64>) {
            for minute in minutes {
                loads.advance(to: minute)
                for key in ["billing", "signing"] { _ = loads.record(count(minute), of: key, minute: minute) }
            }
            loads.advance(to: minutes.upperBound + LoadSeries.lateness)
        }
        runBoth(0..<3 * 1_440)
        let before = try ["billing", "signing"].map { try #require(loads.forecast(of: $0)).horizons[1].quantiles.p50 }
        // From now on for six hours; the forecast an hour ahead lies within.
        let event = ScheduledEvent(
            kind: "sale", start: 3 * 86_400, duration: 21_600, tags: [.init(name: "team", value: "billing")],
            multiplier: 3)
        loads.expect([event])
        runBoth(3 * 1_440..<3 * 1_440 + 5)
        let after = try ["billing", "signing"].map { try #require(loads.forecast(of: $0)).horizons[1].quantiles.p50 }
        #expect((2.5...3.6).contains(after[0] / before[0]))
        #expect((0.8...1.2).contains(after[1] / before[1]))
        let curve = try #require(loads.curve(of: "billing"))
        let evening = try #require(curve.points.first { $0.start >= 3 * 86_400 + 12 * 3_600 })
        #expect(evening.quantiles.p50 < 1.5 * 60 * 110)
        // What the calendar no longer has is over, and as if it had not been announced.
        loads.expect([])
        runBoth(3 * 1_440 + 5..<3 * 1_440 + 10)
        let kept = try #require(loads.forecast(of: "billing")).horizons[1].quantiles.p50
        #expect((2.5...3.6).contains(kept / before[0]))
    }
}
