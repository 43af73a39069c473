import Charts
import Testing

@Suite("Forecast charts")
struct ForecastChartTests {
    private static let now = CivilTime.start(year: 1998, month: 6, day: 9)

    private static func past(_ values: [Double?]) -> [ChartPoint] {
        values.enumerated().map { ChartPoint(time: now + Int64($0 - values.count) * 300, value: $1) }
    }

    private static func forecast(_ count: Int, _ size: Double = 1) -> [ForecastPoint] {
        (0..<count).map { index in
            let time = now + Int64(index) * 300
            return ForecastPoint(time: time, p10: size, p50: 2 * size, p90: 3 * size, p95: 4 * size, p99: 5 * size)
        }
    }

    private static func chart(_ values: [Double?], _ forecast: [ForecastPoint] = forecast(48)) -> ForecastChart {
        ForecastChart(title: "Requests", unit: "requests in 5 min", past: past(values), forecast: forecast)
    }

    @Test("Any series makes a well-formed file whose coordinates are in the picture, with two decimals at most")
    func anySeries() {
        let series: [[Double?]] = [
            [], [7], [nil], [0, 0, 0], [nil, nil, nil], [5, 5, 5], [1e15, 2e15], [-3, 4, -5], [.nan, .infinity, 3],
            [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], (0..<10).map { Double($0) },
            [.leastNonzeroMagnitude, 0],
        ]
        for values in series {
            for forecast in [[], Self.forecast(1), Self.forecast(48), Self.forecast(3, .nan), Self.forecast(3, 1e300)] {
                let file = SVGFile(Self.chart(values, forecast).svg())
                #expect(file.isWellFormed)
                #expect(file.coordinates.allSatisfy { Self.isFine($0) }, "\(values)")
            }
        }
    }

    private static func isFine(_ coordinate: Substring) -> Bool {
        guard let value = Double(coordinate), (0...960).contains(value) else { return false }
        return coordinate.drop { $0 != "." }.count <= 3
    }

    @Test("A missing value is a gap in the line, not zero")
    func gaps() {
        let line = SVGFile(Self.chart([5, 6, nil, nil, 6, 5]).svg()).elements("series").first { $0.name == "path" }
        #expect(line?.attributes["d"]?.filter { $0 == "M" }.count == 2)
    }

    @Test("The bands, the median, the line of now, the unit and the legend are there")
    func parts() {
        let file = SVGFile(Self.chart([5, 6, 7]).svg())
        for style in ["outer", "inner", "median", "rare"] {
            #expect(file.elements(style).contains { $0.name == "path" })
        }
        #expect(file.elements("now").count == 1)
        for text in ["Requests", "requests in 5 min", "now", "observed", "forecast (median)", "p10 to p90", "p99"] {
            #expect(file.texts.contains(text))
        }
    }

    @Test("Without a forecast there is no now and no band")
    func pastOnly() {
        let file = SVGFile(Self.chart([5, 6, 7], []).svg())
        #expect(file.elements("now").isEmpty && file.elements("inner").isEmpty)
    }

    @Test("Nothing to draw is said in words")
    func empty() {
        #expect(SVGFile(Self.chart([], []).svg()).texts.contains("no data"))
        #expect(SVGFile(Self.chart([nil, nil], []).svg()).texts.contains("every value is missing"))
    }

    @Test("Texts from outside cannot break out of their element")
    func escapes() {
        let text = "</text><script>alert(1)</script> & \"'\u{0}\u{8}"
        var chart = Self.chart([1, 2, 3])
        chart.title = text
        chart.unit = text
        chart.notes = [text]
        chart.events = [ChartEvent(start: Self.now + 300, end: Self.now + 900, label: text)]
        let file = SVGFile(chart.svg())
        #expect(file.isWellFormed)
        #expect(!file.elements.contains { $0.name == "script" })
        #expect(file.texts.count { $0.contains("</text><script>") } == 5)
    }

    @Test("Events on the axis are shaded and named, others are left out")
    func events() {
        var chart = Self.chart([1, 2, 3])
        chart.events = [
            ChartEvent(start: Self.now + 600, end: Self.now + 3600, label: "match"),
            ChartEvent(start: .min, end: .max, label: "always"),
            ChartEvent(start: Self.now + 900, end: Self.now + 300, label: "backwards"),
            ChartEvent(start: Self.now + 864_000, end: Self.now + 864_900, label: "later"),
        ]
        let file = SVGFile(chart.svg())
        #expect(file.elements("event").count == 2)
        #expect(file.elements("eventname").count == 2)
        #expect(file.elements("event").allSatisfy { $0.number("width") >= 2 })
    }

    @Test("Labels above the plot do not cover each other, however many events there are", arguments: [3, 12, 500])
    func crowdedEvents(count: Int) {
        var chart = Self.chart((0..<200).map { Double($0) })
        chart.events = (0..<count).map { index in
            let start = Self.now - 60_000 + Int64(index * 7919 % 74_000)
            return ChartEvent(start: start, end: start + 1800, label: "event number \(index)")
        }
        let file = SVGFile(chart.svg())
        let labels = file.elements.enumerated().filter {
            $1.name == "text" && ["eventname", "nowlabel"].contains($1.style)
        }
        let texts = file.elements.enumerated().filter { $1.name == "text" || $1.name == "title" }.map(\.offset)
        let spans = labels.map { offset, element in
            let text = texts.firstIndex(of: offset).map { file.texts[$0] } ?? ""
            let start = element.number("x")
            return (y: element.number("y"), x: start...start + TextWidth.of(text, size: 12))
        }
        #expect(spans.count >= min(count, 4))
        for (index, one) in spans.enumerated() {
            #expect(one.x.lowerBound >= 0 && one.x.upperBound <= 960)
            #expect(!spans.dropFirst(index + 1).contains { $0.y == one.y && $0.x.overlaps(one.x) })
        }
    }

    @Test("Times beyond all calendars are left out")
    func extremeTimes() {
        var chart = Self.chart([1, 2])
        chart.past += [ChartPoint(time: .min, value: 9), ChartPoint(time: .max, value: 9)]
        chart.now = .max
        let file = SVGFile(chart.svg())
        #expect(file.isWellFormed && file.elements("now").isEmpty)
        #expect(file.texts.contains("now") == false)
    }

    @Test("A long series makes a file below 200 kB, and the same one each time")
    func long() {
        let values: [Double?] = (0..<100_000).map { $0 % 2 == 0 ? nil : Double($0 * 7919 % 1009) }
        let chart = Self.chart(values, Self.forecast(10_000))
        let file = chart.svg()
        #expect(file.utf8.count < 200_000)
        #expect(file == chart.svg())
    }

    @Test("A picture too small for what is above the plot becomes higher")
    func small() {
        var chart = Self.chart([1, 2, 3])
        chart.size = ChartSize(width: 0, height: 0)
        chart.notes = (0..<9).map { "note \($0) that is rather long for such a small picture" }
        let root = SVGFile(chart.svg()).elements.first
        #expect(root?.attributes["width"] == "320")
        #expect((root?.number("height") ?? 0) > 240)
    }
}
