import Forecasting
import Testing

@Suite("The anomaly detector")
struct AnomalyDetectorTests {
    /// Where the change is: on a Wednesday of the fourth week, at 6 in the morning, when the profile is at its highest.
    private static let change = 23 * SyntheticSeries.day + 72

    private static func scores(_ series: [Double?]) -> [AnomalyScore] {
        var detector = AnomalyDetector()
        return series.enumerated().map { detector.score($1, at: Int64($0) * SyntheticSeries.interval) }
    }

    private static func alarms(_ series: [Double?]) -> [Int] {
        scores(series).enumerated().filter { $1.isAlarm }.map(\.offset)
    }

    /// How many points after the change the first alarm is, with 28 days of counts of which some are replaced.
    private static func delay(seed: UInt64, _ replace: (inout SyntheticSeries, Int, Double) -> Double) -> Int? {
        var source = SyntheticSeries(seed: seed)
        var series = source.counts(days: 28)
        for index in change..<series.count { series[index] = replace(&source, index - change, series[index]) }
        return alarms(series).first { $0 >= change }.map { $0 - change }
    }

    @Test("A constant series, zeros among them, gives no alarm", arguments: [0, 0.1, 7, -3e9])
    func constant(value: Double) {
        let scores = Self.scores(Array(repeating: value, count: 10_000))
        #expect(scores.allSatisfy { !$0.isAlarm && $0.value < 0.99 })
    }

    @Test("A series that repeats itself exactly gives no alarm after its first days")
    func periodic() {
        let source = SyntheticSeries(seed: 0)
        let series = (0..<20 * SyntheticSeries.day).map { source.profile($0 % SyntheticSeries.day) }
        #expect(Self.alarms(series).allSatisfy { $0 < 2 * SyntheticSeries.day })
    }

    @Test("One point is fine, and so are no points but missing ones")
    func few() {
        #expect(!Self.scores([5])[0].isAlarm)
        #expect(Self.scores([nil, .nan, .infinity, nil]).allSatisfy { $0.value == 0 && $0.kind == nil })
    }

    @Test("Scores are in 0...1, also of values as large as they get")
    func range() {
        let series = (0..<3000).map { $0 % 700 == 699 ? Double.greatestFiniteMagnitude : Double($0 % 5) }
        #expect(Self.scores(series).allSatisfy { 0...1 ~= $0.value })
    }

    @Test("The scores of the first points do not depend on later ones")
    func causal() {
        var source = SyntheticSeries(seed: 5)
        let series = source.counts(days: 12)
        let whole = Self.scores(series)
        for count in [1, 100, 1000, 3000] {
            #expect(Self.scores(Array(series.prefix(count))) == Array(whole.prefix(count)))
        }
    }

    @Test("A step is found within an hour", arguments: 1...24 as ClosedRange<UInt64>)
    func step(seed: UInt64) throws {
        #expect(try #require(Self.delay(seed: seed) { $2 + ($1 >= 0 ? 150 : 0) }) <= 12)
    }

    @Test("A spike is found at once", arguments: 1...24 as ClosedRange<UInt64>)
    func spike(seed: UInt64) throws {
        #expect(try #require(Self.delay(seed: seed) { $1 == 0 ? $2 * 3 : $2 }) == 0)
    }

    @Test("Silence where load was expected is found within an hour", arguments: 1...24 as ClosedRange<UInt64>)
    func silence(seed: UInt64) throws {
        #expect(try #require(Self.delay(seed: seed) { $1 < 144 ? 0 : $2 }) <= 12)
    }

    @Test("A day that is shifted by half is found within an hour and a half", arguments: 1...24 as ClosedRange<UInt64>)
    func seasonality(seed: UInt64) throws {
        let delay = Self.delay(seed: seed) { source, offset, _ in
            source.poisson(source.profile(Self.change + offset, shift: SyntheticSeries.day / 2))
        }
        #expect(try #require(delay) <= 18)
    }

    @Test("Missing points and gaps raise no more alarms than there are without them")
    func missing() {
        var source = SyntheticSeries(seed: 9)
        let series = source.counts(days: 40)
        let gappy = series.enumerated().map { index, value -> Double? in
            index % 17 == 3 || 5000..<5400 ~= index ? nil : value
        }
        #expect(Self.alarms(gappy).count <= Self.alarms(series).count + 5)
    }

    @Test("What follows an alarm stays below the threshold for the refractory period")
    func refractory() {
        var source = SyntheticSeries(seed: 3)
        var series = source.counts(days: 28)
        for index in Self.change..<Self.change + 30 { series[index] *= 4 }
        let alarms = Self.alarms(series).filter { $0 >= Self.change }
        #expect(alarms.first == Self.change)
        #expect(alarms.dropFirst().allSatisfy { $0 >= Self.change + 60 })
    }

    @Test("Normal noise around a daily profile gives no more alarms than the rate says", arguments: [300, 1800, 3600])
    func normal(interval: Int64) {
        var source = SyntheticSeries(seed: 11)
        var detector = AnomalyDetector()
        let count = 20_000
        var alarms = 0
        for index in 0..<count {
            let time = Int64(index) * interval
            let expected = source.profile(Int(time / SyntheticSeries.interval))
            let isAlarm = detector.score(expected + 5 * source.normal(), at: time).isAlarm
            if isAlarm, index > count / 5 { alarms += 1 }
        }
        #expect(Double(alarms) <= 2 * detector.configuration.falseAlarmRate * Double(count))
    }

    @Test("A kind is named with an alarm: silence as silence, a spike as a spike")
    func kinds() {
        var source = SyntheticSeries(seed: 4)
        let calm = source.counts(days: 28)
        var silent = calm
        for index in Self.change..<Self.change + 144 { silent[index] = 0 }
        let silence = Self.scores(silent)[Self.change...].compactMap(\.kind)
        #expect(silence.first == .silence)
        var peaked = calm
        peaked[Self.change] *= 4
        #expect(Self.scores(peaked)[Self.change].kind == .spike)
    }

    @Test("In an undisturbed series about as many points reach a score of 1 - p as p says", arguments: [5, 50, 200])
    func falseAlarms(load: Double) {
        var points = 0
        var counts = [0.01: 0, 0.001: 0, 0.0005: 0]
        for seed in 1...4 as ClosedRange<UInt64> {
            var source = SyntheticSeries(seed: seed)
            source.load = load
            // The first two weeks are learned from: until the weekend has been seen it is news.
            let scores = Self.scores(source.counts(days: 100)).dropFirst(14 * SyntheticSeries.day)
            points += scores.count
            for (rate, count) in counts { counts[rate] = count + scores.count { $0.value >= 1 - rate } }
        }
        for (rate, count) in counts {
            #expect(Double(count) < 2.5 * rate * Double(points))
            #expect(Double(count) > 0.1 * rate * Double(points))
        }
    }
}
