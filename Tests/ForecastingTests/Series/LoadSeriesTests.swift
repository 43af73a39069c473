import Forecasting
import Testing

@Suite("The counts of a key by minutes, five minutes and hours")
struct LoadSeriesTests {
    /// Records `counts` from minute 0 on, each in its minute.
    private func series(_ counts: [Double?]) -> (series: LoadSeries, closed: [(bin: Int64, count: Double?)]) {
        var series = LoadSeries(now: 0)
        var closed: [(bin: Int64, count: Double?)] = []
        for (minute, count) in counts.enumerated() {
            closed += series.advance(to: Int64(minute))
            if let count { #expect(series.record(count, minute: Int64(minute)) == .taken) }
        }
        return (series, closed)
    }

    @Test("minutes add up to bins of five minutes and to hours")
    func rollUp() {
        let (series, closed) = series((0...126).map { Double($0) })
        #expect(closed.map(\.bin) == Array(0..<25))
        for (bin, count) in closed { #expect(count == Double(25 * bin + 10)) }
        #expect(series.hours[0] == Double((0..<60).reduce(0, +)))
        #expect(series.hours[1] == Double((60..<120).reduce(0, +)))
        #expect(series.minutes[126] == 126)
    }

    @Test("missing is not zero: of a bin with a gap the rest counts for it, and less than half of one is nothing")
    func missing() {
        let (_, closed) = series([2, nil, 4, 3, nil, 1, nil, nil, nil, 1, nil, nil, nil, nil, nil, 0, 0, 0, 0, 0, 7, 7])
        #expect(closed.map(\.count) == [15, nil, nil, 0])
    }

    @Test("a point that comes twice counts once, and another count of the same minute replaces it")
    func duplicates() {
        var series = LoadSeries(now: 0)
        #expect(series.record(3, minute: 0) == .taken)
        #expect(series.record(3, minute: 0) == .duplicate)
        #expect(series.record(5, minute: 0) == .corrected)
        for minute in 1..<5 as Range<Int64> {
            _ = series.advance(to: minute)
            #expect(series.record(0, minute: minute) == .taken)
        }
        #expect(series.advance(to: 6).map(\.count) == [5])
    }

    @Test("a late point is in the series, but not in what was closed; one that is too late or too early is dropped")
    func late() {
        var (series, closed) = series((0..<65).map { _ in 1 })
        #expect(closed.map(\.count).allSatisfy { $0 == 5 })
        #expect(series.record(11, minute: 2) == .late)
        #expect(series.fiveMinutes[0] == 15)
        #expect(series.hours[0] == 70)
        closed = series.advance(to: 300)
        #expect(closed.count == 47)
        #expect(series.record(1, minute: 2) == .tooLate)
        #expect(series.record(1, minute: 302) == .tooEarly)
        #expect(series.record(1, minute: 301) == .taken)
        let before = series.minutes
        for count in [-1, .nan, .infinity, 1e15, 1e300] { #expect(series.record(count, minute: 300) == .invalid) }
        #expect(series.minutes[300] == before[300])
    }

    @Test("a late point changes no bin whose other minutes are forgotten")
    func lateAtTheEdge() {
        var (series, _) = series((0..<200).map { _ in 1 })
        // Minutes 20 to 199 are remembered, and after the next advance 23 to 202: of the bin of 20 to 24 no more than two.
        #expect(series.record(7, minute: 24) == .late)
        #expect(series.fiveMinutes[4] == 11)
        _ = series.advance(to: 202)
        #expect(series.minutes[24] == 7)
        #expect(series.record(9, minute: 24) == .tooLate)
        #expect(series.fiveMinutes[4] == 11)
        #expect(series.record(9, minute: 25) == .late)
        #expect(series.fiveMinutes[5] == 13)
    }

    @Test("a point within the minute that is allowed for is in time")
    func inTime() {
        var series = LoadSeries(now: 0)
        for minute in 0..<5 as Range<Int64> {
            _ = series.advance(to: minute)
            _ = series.record(1, minute: minute)
        }
        #expect(series.advance(to: 5).isEmpty)
        #expect(series.record(9, minute: 4) != .late)
        #expect(series.advance(to: 6).count == 1)
        #expect(series.record(9, minute: 3) == .late)
    }

    @Test("after silence of any length nothing is remembered, and time goes on")
    func silence() {
        var (series, _) = series((0..<30).map { Double($0) })
        // Five were closed; of the last the minute that may be late is not over.
        #expect(series.advance(to: 10_000).count == 10_000 / 5 - 1 - 5)
        #expect(series.minutes[29] == nil)
        #expect(series.fiveMinutes[3] == nil)
        #expect(series.record(4, minute: 10_000) == .taken)
    }

    @Test("minutes that are as uneven as those of independent uses have a dispersion near 1, even ones near 0")
    func dispersion() {
        let even = series((0..<3_000).map { _ in 20 }).series
        #expect(even.dispersion < 0.01)
        // Of the mean 10, and the variance 10.
        let uneven = series((0..<3_000).map { $0 % 2 == 0 ? 10 + 10.0.squareRoot() : 10 - 10.0.squareRoot() }).series
        #expect((0.8...1.3).contains(uneven.dispersion))
    }
}
