import Charts
import Testing

@Suite("Lines of series")
struct SeriesLineTests {
    private static func line(_ values: [Double?], width: Double = 900) -> SeriesLine {
        line(values.enumerated().map { ChartPoint(time: Int64($0) * 60, value: $1) }, width: width)
    }

    private static func line(_ points: [ChartPoint], width: Double = 900) -> SeriesLine {
        let last = points.last?.time ?? 0
        return SeriesLine(points, on: TimeAxis(0...max(last, 1), pixels: 0...width)) { $0 }
    }

    @Test("A missing value interrupts the line", arguments: [nil, Double.nan, .infinity])
    func missing(value: Double?) {
        #expect(Self.line([1, 2, value, 4, value, 6, 7]).parts.map(\.count) == [2, 1, 2])
    }

    @Test("Points that were left out interrupt the line as well")
    func leftOut() {
        let points = [0, 60, 120, 240, 300].map { ChartPoint(time: $0, value: 1) }
        #expect(Self.line(points).parts.map(\.count) == [3, 2])
    }

    @Test("A series without an interval of its own is one line")
    func irregular() {
        let points = [0, 50, 70, 240, 300, 1000].map { ChartPoint(time: $0, value: 1) }
        #expect(Self.line(points).parts.map(\.count) == [6])
    }

    @Test("Points in any order are drawn in order of time")
    func unordered() {
        let points = [120, 0, 180, 60].map { ChartPoint(time: $0, value: Double($0)) }
        let line = SeriesLine(points, on: TimeAxis(0...180, pixels: 0...180)) { $0 }
        #expect(line.parts.first?.map(\.x) == [0, 60, 120, 180])
    }

    @Test("Of 100,000 points the extremes stay, and at most four a pixel column")
    func thinned() {
        var values: [Double?] = (0..<100_000).map { Double($0 * 7919 % 97) }
        values[12_345] = 5000
        values[67_890] = -5000
        let positions = Self.line(values).parts.flatMap(\.self)
        #expect(positions.count <= 4 * 901)
        #expect(positions.contains { $0.y == 5000 } && positions.contains { $0.y == -5000 })
        #expect(zip(positions, positions.dropFirst()).allSatisfy { $0.x <= $1.x })
        for column in Dictionary(grouping: positions, by: { $0.x.rounded(.down) }).values {
            #expect(column.count <= 4)
        }
    }

    @Test("A gap of many points in a long series is still there")
    func longGap() {
        let values: [Double?] = (0..<100_000).map { 40_000..<41_000 ~= $0 ? nil : 1 }
        #expect(Self.line(values).parts.count == 2)
    }

    @Test("No points, or none that can be drawn, make no line")
    func empty() {
        #expect(Self.line([] as [Double?]).parts.isEmpty)
        #expect(Self.line([nil, nil]).parts.isEmpty)
    }
}
