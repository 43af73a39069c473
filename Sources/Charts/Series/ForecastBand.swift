/// The area between two quantiles of a forecast, with one lower and one upper end a pixel column.
struct ForecastBand {
    /// A band of a single time is made so wide, pixels to both sides, that it can be seen.
    private static let leastReach = 3.0

    private var lower: [Position] = []
    private var upper: [Position] = []

    /// - Parameters:
    ///   - points: in order of time.
    ///   - ends: the values at the two ends.
    ///   - y: where a value is, pixels from the top.
    init(
        _ points: [ForecastPoint], on axis: TimeAxis, ends: (ForecastPoint) -> (Double, Double), y: (Double) -> Double
    ) {
        for point in points {
            let x = axis.x(of: point.time)
            let (one, other) = ends(point)
            let (top, bottom) = (min(y(one), y(other)), max(y(one), y(other)))
            if let lowest = lower.last, let highest = upper.last, lowest.x.rounded(.down) == x.rounded(.down) {
                lower[lower.count - 1] = Position(x: lowest.x, y: max(lowest.y, bottom))
                upper[upper.count - 1] = Position(x: highest.x, y: min(highest.y, top))
            } else {
                lower.append(Position(x: x, y: bottom))
                upper.append(Position(x: x, y: top))
            }
        }
    }

    func draw(in document: inout SVGDocument, _ style: String) {
        var path = SVGPath()
        if lower.count == 1 {
            let reach = [-Self.leastReach, Self.leastReach]
            let (lower, upper) = (lower[0], upper[0])
            path.append(
                reach.map { Position(x: lower.x + $0, y: lower.y) }
                    + reach.reversed().map { Position(x: upper.x + $0, y: upper.y) }, isClosed: true)
        } else {
            path.append(upper + lower.reversed(), isClosed: true)
        }
        document.path(path, style)
    }
}
