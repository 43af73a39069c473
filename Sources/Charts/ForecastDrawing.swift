/// A ``ForecastChart`` being drawn.
struct ForecastDrawing {
    private static let leastPlot = 120.0

    private let chart: ForecastChart
    private let past: TimeSeries
    private let forecast: [ForecastPoint]
    private let now: Int64?

    init(_ chart: ForecastChart) {
        self.chart = chart
        past = TimeSeries(chart.past)
        forecast = chart.forecast.filter { $0.isFinite && TimeAxis.drawable.contains($0.time) }
            .sorted { $0.time < $1.time }
        now = (chart.now ?? forecast.first?.time).flatMap { TimeAxis.drawable.contains($0) ? $0 : nil }
    }

    func file() -> String {
        var document = SVGDocument()
        let header = ChartHeader(title: chart.title, notes: chart.notes, legend: legend)
        let headerEnd = header.draw(in: &document, width: chart.size.width)

        let vertical = verticalAxis
        let ticks = vertical?.ticks ?? []
        let pixels = ChartMargin.left(of: ticks)...chart.size.width - ChartMargin.right
        var labels = LaneLabels(room: ChartMargin.edge...chart.size.width - ChartMargin.edge)
        let axis = TimeAxis(range ?? 0...0, pixels: pixels)
        let isTimed = range != nil
        let nowX = now.map { axis.x(of: $0) }
        // What comes next has its label right of it.
        let nowLane = nowX.flatMap { x in
            labels.add("now", "nowlabel", at: x, side: labels.side(of: x, for: "now", preferred: .left))
        }
        let shades = EventShades(isTimed ? chart.events : [], on: axis, labels: &labels)
        labels.add(chart.unit, "muted")

        let top = headerEnd + labels.height
        let height = max(chart.size.height, top + Self.leastPlot + ChartMargin.bottom)
        let plot = PlotArea(time: axis, top: top, bottom: height - ChartMargin.bottom)
        shades.draw(in: &document, plot, labels)
        if isTimed {
            plot.drawGrid(in: &document, ticks)
            plot.drawTimes(in: &document, width: chart.size.width)
        }
        if let nowX {
            let reach = nowLane.map { labels.reach(of: $0) } ?? 0
            document.line(from: Position(x: nowX, y: top - reach), to: Position(x: nowX, y: plot.bottom), "now")
        }
        if let vertical {
            drawValues(in: &document, plot) { plot.y(of: vertical.height(of: $0)) }
        } else {
            plot.drawEmpty(in: &document, isTimed ? "every value is missing" : "no data")
        }
        labels.draw(in: &document, above: top)
        return document.file(width: chart.size.width, height: height, label: chart.title)
    }

    private func drawValues(in document: inout SVGDocument, _ plot: PlotArea, y: (Double) -> Double) {
        // The wide band lies below the narrow one, so that no seam shows between them.
        ForecastBand(forecast, on: plot.time, ends: { ($0.p10, $0.p95) }, y: y).draw(in: &document, "outer")
        ForecastBand(forecast, on: plot.time, ends: { ($0.p10, $0.p90) }, y: y).draw(in: &document, "inner")
        let rare = forecast.map { ChartPoint(time: $0.time, value: $0.p99) }
        SeriesLine(rare, on: plot.time, y: y).draw(in: &document, "rare", dots: "mediandot")
        SeriesLine(past, on: plot.time, y: y).draw(in: &document, "series", dots: "dot")
        let median = forecast.map { ChartPoint(time: $0.time, value: $0.p50) }
        SeriesLine(median, on: plot.time, y: y).draw(in: &document, "median", dots: "mediandot")
    }

    private var legend: [LegendEntry] {
        let observed = LegendEntry(symbol: .line("series"), label: "observed")
        guard !forecast.isEmpty else { return past.values.isEmpty ? [] : [observed] }
        return (past.values.isEmpty ? [] : [observed]) + [
            LegendEntry(symbol: .line("median"), label: "forecast (median)"),
            LegendEntry(symbol: .area(["outer", "inner"]), label: "p10 to p90"),
            LegendEntry(symbol: .area(["outer"]), label: "p90 to p95"),
            LegendEntry(symbol: .line("rare"), label: "p99"),
        ]
    }

    /// Nil when there is nothing on it.
    private var verticalAxis: LinearAxis? {
        let values = past.values + forecast.flatMap { [$0.p10, $0.p50, $0.p90, $0.p95, $0.p99] }
        guard let lowest = values.min(), let highest = values.max() else { return nil }
        // Counts are compared with none at all.
        return LinearAxis(from: min(lowest, 0), to: max(highest, 0))
    }

    /// Nil when there are no times.
    private var range: ClosedRange<Int64>? {
        let times = [past.points.first?.time, past.points.last?.time, forecast.first?.time, forecast.last?.time, now]
            .compactMap { $0 }
        guard let first = times.min(), let last = times.max() else { return nil }
        // At the very edge, a single forecast would be half of one.
        return first...(forecast.count == 1 ? last + (last - first) / 30 : last)
    }
}
