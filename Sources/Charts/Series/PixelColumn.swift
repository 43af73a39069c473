/// The points of a line that are within the same pixel column. The first, the last, the lowest and the highest of them
/// are all that the line shows (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
struct PixelColumn {
    /// Pixels from the left.
    let number: Double
    private let first: Position
    private var last: Position
    private var lowest: (position: Position, order: Int)
    private var highest: (position: Position, order: Int)
    private var count = 1

    init(_ position: Position) {
        number = Self.number(of: position)
        first = position
        last = position
        lowest = (position, 0)
        highest = (position, 0)
    }

    static func number(of position: Position) -> Double { position.x.rounded(.down) }

    mutating func append(_ position: Position) {
        if position.y > lowest.position.y { lowest = (position, count) }
        if position.y < highest.position.y { highest = (position, count) }
        last = position
        count += 1
    }

    /// One to four positions, in the order they came in.
    var shown: [Position] {
        var shown = [first]
        for (position, order) in lowest.order < highest.order ? [lowest, highest] : [highest, lowest]
        where order > 0 && order < count - 1 {
            shown.append(position)
        }
        if count > 1 { shown.append(last) }
        return shown
    }
}
