/// A picture of a series, of the score that a detector gave its points, and of the alarms, as an SVG file of its own.
package struct AnomalyChart: Sendable {
    /// For people: what the series is of.
    package var title: String
    /// What the values are, such as "°C".
    package var unit: String
    /// In any order.
    package var points: [ScoredPoint]
    /// The score from which on a point is an alarm; nil for none.
    package var threshold: Double?
    /// What is to be known of the series or the detector.
    package var notes: [String] = []
    /// How large it is.
    package var size = ChartSize()

    package init(title: String, unit: String, points: [ScoredPoint], threshold: Double?) {
        self.title = title
        self.unit = unit
        self.points = points
        self.threshold = threshold
    }

    /// The text of the file. The same chart gives the same text.
    package func svg() -> String {
        let drawing = AnomalyDrawing(self)
        return drawing.file()
    }
}
