/// A picture of a count series and of what is forecast for it, as an SVG file of its own.
package struct ForecastChart: Sendable {
    /// For people: what the series counts.
    package var title: String
    /// What the values are, such as "requests in 5 min".
    package var unit: String
    /// What was observed; in any order, also after ``now``.
    package var past: [ChartPoint]
    /// In any order; points that are not finite are left out.
    package var forecast: [ForecastPoint]
    /// When the forecast was made, seconds since 1970-01-01T00:00:00; nil for the time of its first point.
    package var now: Int64?
    /// Shaded where they are on the axis.
    package var events: [ChartEvent] = []
    /// What is to be known of the forecast, such as "learning: not to be acted on".
    package var notes: [String] = []
    /// How large it is.
    package var size = ChartSize()

    package init(title: String, unit: String, past: [ChartPoint], forecast: [ForecastPoint], now: Int64? = nil) {
        self.title = title
        self.unit = unit
        self.past = past
        self.forecast = forecast
        self.now = now
    }

    /// The text of the file. The same chart gives the same text.
    package func svg() -> String {
        let drawing = ForecastDrawing(self)
        return drawing.file()
    }
}
