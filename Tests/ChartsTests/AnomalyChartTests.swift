import Charts
import Testing

@Suite("Anomaly charts")
struct AnomalyChartTests {
    private static let start = CivilTime.start(year: 1998, month: 11, day: 3)

    private static func points(_ values: [Double?], alarms: [Int: String] = [:]) -> [ScoredPoint] {
        values.enumerated().map { index, value in
            let alarm = alarms[index]
            return ScoredPoint(
                time: start + Int64(index) * 300, value: value, score: alarm == nil ? 0.5 : 0.9997, alarm: alarm)
        }
    }

    private static func file(_ points: [ScoredPoint], threshold: Double? = 0.9995) -> SVGFile {
        SVGFile(AnomalyChart(title: "Boiler", unit: "°C", points: points, threshold: threshold).svg())
    }

    @Test("Any series makes a well-formed file whose coordinates are in the picture")
    func anySeries() {
        let series: [[Double?]] = [
            [], [7], [nil], [0, 0, 0], [nil, nil, nil], [-5, -5, -5], [1e15, 2e15], [-30, -12, -25],
            [.nan, .infinity, 3],
            [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], (0..<10).map { Double($0) },
        ]
        for values in series {
            for threshold in [nil, 0, 0.5, 0.9995, 1, .nan, 7] as [Double?] {
                let file = Self.file(Self.points(values, alarms: [0: "silence"]), threshold: threshold)
                #expect(file.isWellFormed)
                #expect(file.coordinates.allSatisfy { Double($0).map { (0...960).contains($0) } ?? false })
            }
        }
    }

    @Test("An alarm is marked, says what it is, and its kind is in the legend with the number of its alarms")
    func alarms() {
        let values: [Double?] = (0..<100).map { Double($0) }
        let file = Self.file(Self.points(values, alarms: [10: "spike", 50: "season", 90: "spike"]))
        #expect(file.elements("kind kind0").count == 3)
        #expect(file.elements("kind kind3").count == 2)
        #expect(file.texts.contains("spike (2)") && file.texts.contains("season (1)"))
        #expect(file.texts.contains("spike, 3 Nov 1998 00:50, 10, score 0.9997"))
    }

    @Test("An alarm of a missing value is marked at the bottom")
    func missingValue() {
        let file = Self.file(Self.points([5, 6, nil, 6, 5, 6], alarms: [2: "silence", 4: "silence"]))
        #expect(file.texts.contains { $0.hasPrefix("silence,") && $0.contains("missing") })
    }

    @Test("Kinds that nobody knows have looks of their own, and too many become one")
    func otherKinds() {
        let values: [Double?] = Array(repeating: 1, count: 40)
        let two = Self.file(Self.points(values, alarms: [1: "spike", 9: "odd", 20: "odder"]))
        #expect(Set(two.elements.map(\.style).filter { $0.hasPrefix("kind ") }).count == 3)
        let many = Self.file(
            Self.points(values, alarms: Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, "kind <\($0)>") })))
        #expect(many.texts.contains("other (35)"))
        #expect(many.texts.contains { $0.hasPrefix("kind <39>, 3 Nov") })
    }

    @Test("The threshold is a line, and without one there is none")
    func threshold() {
        #expect(Self.file(Self.points([1, 2, 3])).elements("threshold").count == 2)
        #expect(Self.file(Self.points([1, 2, 3]), threshold: nil).elements("threshold").isEmpty)
    }

    @Test("A measurement far from zero has an axis of its own, a count begins at zero")
    func zero() {
        #expect(!Self.file(Self.points([1000, 1010, 1020]), threshold: 0.9995).texts.contains("500"))
        #expect(Self.file(Self.points([100, 900])).texts.contains("800"))
        #expect(Self.file(Self.points([-30, -12])).texts.contains("−30"))
    }

    @Test("Alarms at every one of 100,000 points make a file below 500 kB")
    func long() {
        let kinds = ["spike", "level shift", "odd"]
        let points = (0..<100_000).map { index -> ScoredPoint in
            let value = Double(index * 7919 % 1009)
            let time = Self.start + Int64(index) * 60
            return ScoredPoint(time: time, value: value, score: value / 1009, alarm: kinds[index % 3])
        }
        let text = AnomalyChart(title: "x", unit: "y", points: points, threshold: 0.5).svg()
        #expect(text.utf8.count < 500_000)
        #expect(SVGFile(text).isWellFormed)
    }

    @Test("Texts from outside cannot break out of their element")
    func escapes() {
        let text = "\"><script/>&amp;"
        let points = Self.points([1, 2], alarms: [0: text])
        let file = SVGFile(AnomalyChart(title: text, unit: text, points: points, threshold: 0.9).svg())
        #expect(file.isWellFormed && !file.elements.contains { $0.name == "script" })
        #expect(file.texts.contains(text) && file.texts.contains { $0.hasPrefix(text + ", 3 Nov") })
    }
}
