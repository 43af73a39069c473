/// An ``AnomalyChart`` being drawn.
struct AnomalyDrawing {
    private static let leastPlot = 120.0
    private static let stripHeight = 84.0
    private static let stripGap = 34.0

    private let chart: AnomalyChart
    private let points: [ScoredPoint]
    private let values: TimeSeries
    private let scores: TimeSeries
    private let threshold: Double?
    private let kinds: AlarmKinds

    init(_ chart: AnomalyChart) {
        self.chart = chart
        points = chart.points.filter { TimeAxis.drawable.contains($0.time) }.sorted { $0.time < $1.time }
        values = TimeSeries(points.map { ChartPoint(time: $0.time, value: $0.value) })
        scores = TimeSeries(points.map { ChartPoint(time: $0.time, value: $0.score) })
        threshold = chart.threshold.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
        kinds = AlarmKinds(points.compactMap(\.alarm))
    }

    func file() -> String {
        var document = SVGDocument()
        let header = ChartHeader(title: chart.title, notes: chart.notes, legend: legend)
        let headerEnd = header.draw(in: &document, width: chart.size.width)

        let vertical = verticalAxis
        let strip = ScoreAxis(threshold: threshold ?? 0)
        let ticks = vertical?.ticks ?? []
        let pixels = ChartMargin.left(of: ticks + strip.ticks)...chart.size.width - ChartMargin.right
        let axis = TimeAxis(range ?? 0...0, pixels: pixels)
        var labels = LaneLabels(room: ChartMargin.edge...chart.size.width - ChartMargin.edge)
        labels.add(chart.unit, "muted")

        let top = headerEnd + labels.height
        let below = Self.stripGap + Self.stripHeight + ChartMargin.bottom
        let height = max(chart.size.height, top + Self.leastPlot + below)
        let upper = PlotArea(time: axis, top: top, bottom: height - below)
        let lower = PlotArea(
            time: axis, top: height - ChartMargin.bottom - Self.stripHeight, bottom: height - ChartMargin.bottom)
        labels.draw(in: &document, above: top)
        if range != nil {
            upper.drawGrid(in: &document, ticks)
            lower.drawGrid(in: &document, strip.ticks)
            lower.drawTimes(in: &document, width: chart.size.width)
            drawScores(in: &document, lower, strip)
        }
        if values.values.isEmpty {
            upper.drawEmpty(in: &document, range == nil ? "no data" : "every value is missing")
        }
        let y: (Double) -> Double = { value in upper.y(of: vertical?.height(of: value) ?? 0) }
        SeriesLine(values, on: axis, y: y).draw(in: &document, "series", dots: "dot")
        AlarmColumns(points, on: axis).draw(in: &document, on: axis, kinds) { $0.map(y) ?? upper.bottom }
        return document.file(width: chart.size.width, height: height, label: chart.title)
    }

    private func drawScores(in document: inout SVGDocument, _ plot: PlotArea, _ strip: ScoreAxis) {
        document.text("score", at: Position(x: ChartMargin.edge, y: plot.top - 11), "muted")
        SeriesLine(scores, on: plot.time) { plot.y(of: strip.height(of: $0)) }
            .draw(in: &document, "score", dots: "scoredot")
        if let threshold {
            plot.drawHorizontal(in: &document, at: plot.y(of: strip.height(of: threshold)), "threshold")
        }
    }

    private var legend: [LegendEntry] {
        var entries: [LegendEntry] = []
        if !values.values.isEmpty { entries.append(LegendEntry(symbol: .line("series"), label: "observed")) }
        if !scores.values.isEmpty { entries.append(LegendEntry(symbol: .line("score"), label: "score")) }
        if let threshold, range != nil {
            let label = "alarm from \(NumberText.fixed(threshold, decimals: 6))"
            entries.append(LegendEntry(symbol: .line("threshold"), label: label))
        }
        return entries + kinds.legend
    }

    /// Nil when there is nothing on it. Zero is on it where that costs less than half of the height.
    private var verticalAxis: LinearAxis? {
        guard let lowest = values.values.min(), let highest = values.values.max() else { return nil }
        let low = lowest >= 0 && lowest < highest / 2 ? 0 : lowest
        let high = highest <= 0 && highest > lowest / 2 ? 0 : highest
        return LinearAxis(from: low, to: high)
    }

    /// Nil when there are no times.
    private var range: ClosedRange<Int64>? {
        guard let first = points.first, let last = points.last else { return nil }
        return first.time...last.time
    }
}
