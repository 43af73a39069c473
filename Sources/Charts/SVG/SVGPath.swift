/// The `d` attribute of a path.
struct SVGPath {
    private(set) var data = ""

    /// Straight lines from each position to the next; of a single one, a dot if the line's ends are round.
    mutating func append(_ positions: some Collection<Position>, isClosed: Bool = false) {
        guard let first = positions.first else { return }
        data += "M\(Self.text(first))"
        if positions.count == 1 { data += "h0" }
        for (index, position) in positions.dropFirst().enumerated() {
            data += (index == 0 ? "L" : " ") + Self.text(position)
        }
        if isClosed { data += "Z" }
    }

    private static func text(_ position: Position) -> String {
        NumberText.fixed(position.x, decimals: 2) + "," + NumberText.fixed(position.y, decimals: 2)
    }
}
