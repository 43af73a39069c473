/// A series as a line that is interrupted where values are missing, with at most four points a pixel column.
package struct SeriesLine {
    /// Interruptions narrower than this, pixels, could not be seen.
    private static let narrowest = 1.0

    /// The parts between the interruptions. One of a single position is a dot.
    package private(set) var parts: [[Position]] = []
    private var column: PixelColumn?

    /// - Parameters:
    ///   - points: in any order.
    ///   - y: where a value is, pixels from the top.
    package init(_ points: [ChartPoint], on axis: TimeAxis, y: (Double) -> Double) {
        self.init(TimeSeries(points), on: axis, y: y)
    }

    init(_ series: TimeSeries, on axis: TimeAxis, y: (Double) -> Double) {
        var before: (time: Int64, x: Double)?
        var isMissing = false
        for point in series.points {
            guard let value = point.value else {
                isMissing = true
                continue
            }
            let position = Position(x: axis.x(of: point.time), y: y(value))
            if let before {
                let isLate = series.interval.map { point.time - before.time > $0 + $0 / 2 } ?? false
                let isWide = position.x - before.x >= Self.narrowest
                append(position, isApart: (isMissing || isLate) && isWide)
            } else {
                append(position, isApart: true)
            }
            before = (point.time, position.x)
            isMissing = false
        }
        closeColumn()
    }

    /// Draws it.
    ///
    /// - Parameters:
    ///   - style: of lines.
    ///   - dots: of dots.
    func draw(in document: inout SVGDocument, _ style: String, dots: String) {
        var lines = SVGPath()
        var points = SVGPath()
        for part in parts {
            if part.count > 1 { lines.append(part) } else { points.append(part) }
        }
        document.path(lines, style)
        document.path(points, dots)
    }

    private mutating func append(_ position: Position, isApart: Bool) {
        if !isApart, column?.number == PixelColumn.number(of: position) {
            column?.append(position)
            return
        }
        closeColumn()
        if isApart { parts.append([]) }
        column = PixelColumn(position)
    }

    private mutating func closeColumn() {
        guard let column else { return }
        parts[parts.count - 1] += column.shown
        self.column = nil
    }
}
