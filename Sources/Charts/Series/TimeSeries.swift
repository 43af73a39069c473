/// A series made ready for drawing: in order of time, without times and values that cannot be drawn.
struct TimeSeries {
    let points: [ChartPoint]
    /// Seconds between two points, where more than half of the neighbours agree on it. Points left out altogether are
    /// found by it.
    let interval: Int64?

    init(_ points: [ChartPoint]) {
        self.points = points.filter { TimeAxis.drawable.contains($0.time) }
            .map { ChartPoint(time: $0.time, value: $0.value.flatMap { $0.isFinite ? $0 : nil }) }
            .sorted { $0.time < $1.time }
        interval = Self.majority(zip(self.points.dropFirst(), self.points).map { $0.time - $1.time })
    }

    /// Those that are not missing.
    var values: [Double] { points.compactMap(\.value) }

    /// Boyer and Moore's vote: what outnumbers all others together is what is left when different ones cancel out.
    private static func majority(_ differences: [Int64]) -> Int64? {
        var candidate: Int64?
        var lead = 0
        for difference in differences {
            if lead == 0 { candidate = difference }
            lead += difference == candidate ? 1 : -1
        }
        return 2 * differences.count { $0 == candidate } > differences.count ? candidate : nil
    }
}
