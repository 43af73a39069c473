import Charts
import Testing

@Suite("Time axes")
struct TimeAxisTests {
    /// Sunday, 1 November 1998.
    private static let start = CivilTime.start(year: 1998, month: 11, day: 1)

    private static func axis(_ seconds: Int64, from start: Int64 = start) -> TimeAxis {
        TimeAxis(start...start + seconds, pixels: 50...930)
    }

    @Test("Hours have the date below where the day changes, the first with its year")
    func hours() {
        let ticks = Self.axis(36 * 3600).ticks
        #expect(ticks.prefix(3).map(\.label) == ["00:00", "03:00", "06:00"])
        #expect(ticks.compactMap(\.context) == ["1 Nov 1998", "2 Nov"])
        #expect(ticks.filter(\.isBoundary).map(\.label) == ["00:00", "00:00"])
    }

    @Test("Days have the year below where it changes")
    func days() {
        let ticks = Self.axis(12 * 86_400, from: CivilTime.start(year: 1998, month: 12, day: 27) + 3600).ticks
        #expect(ticks.first?.label == "28 Dec")
        #expect(ticks.compactMap(\.context) == ["1998", "1999"])
    }

    @Test("Weeks begin on Monday")
    func weeks() {
        let ticks = Self.axis(60 * 86_400).ticks
        #expect(ticks.prefix(2).map(\.label) == ["2 Nov", "9 Nov"])
    }

    @Test("Months are January, April and so on, and years are round")
    func long() {
        #expect(Self.axis(4 * 365 * 86_400).ticks.prefix(3).map(\.label) == ["Jan", "Apr", "Jul"])
        let years = Self.axis(180 * 365 * 86_400).ticks
        #expect(years.prefix(2).map(\.label) == ["2000", "2010"])
        #expect(years.allSatisfy { $0.context == nil })
    }

    @Test("Dates before 1970 have ticks as those after")
    func early() {
        let ticks = Self.axis(7200, from: CivilTime.start(year: 1955, month: 5, day: 1) - 3000).ticks
        #expect(ticks.prefix(2).map(\.label) == ["23:10", "23:20"])
        #expect(ticks.contains { $0.context?.hasPrefix("1 May") == true })
    }

    @Test("The date of the first tick gives way to the next one, which then has the year")
    func crowded() {
        let ticks = Self.axis(30 * 3600, from: Self.start - 3600).ticks
        #expect(ticks.compactMap(\.context).first == "1 Nov 1998")
    }

    @Test(
        "Labels never touch, and there are enough of them", arguments: (0..<60).map { Int64(1) << $0 },
        [300.0, 900, 3000])
    func apart(seconds: Int64, width: Double) {
        let axis = TimeAxis(Self.start - 12_345...min(Self.start, .max - seconds) + seconds, pixels: 0...width)
        let places = axis.ticks.map { (x: axis.x(of: $0.time), tick: $0) }
        #expect(places.allSatisfy { 0...width ~= $0.x })
        Self.expectApart(places.map { ($0.x, $0.tick.label) })
        Self.expectApart(places.compactMap { place in place.tick.context.map { (place.x, $0) } })
        // Of 35,000 years, that is, at most: numbers of more digits leave no room for a second one.
        #expect(places.count >= 2 || seconds < 128 || seconds > 1 << 40)
        // Years stand alone, dates and times of day do not.
        let isYears = places.allSatisfy { Int($0.tick.label) != nil }
        #expect(isYears || places.contains { $0.tick.context != nil })
    }

    private static func expectApart(_ labels: [(x: Double, text: String)]) {
        for (left, right) in zip(labels, labels.dropFirst()) {
            let widths = TextWidth.of(left.text, size: 12) + TextWidth.of(right.text, size: 12)
            #expect(right.x - left.x >= widths / 2 + 4, "\(left.text) and \(right.text)")
        }
    }
}
