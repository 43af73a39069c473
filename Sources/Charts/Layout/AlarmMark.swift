/// What an alarm looks like: kinds differ in colour and in shape.
struct AlarmMark {
    private static let radius = 4.5
    /// Corners in parts of the radius, a look each but for the first, which is a circle.
    private static let shapes: [[(x: Double, y: Double)]] = [
        [],
        [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        [(0, -1.2), (1.15, 0.85), (-1.15, 0.85)],
        [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
        [(0, 1.2), (1.15, -0.85), (-1.15, -0.85)],
        [(-0.6, -1.2), (0.6, -1.2), (1.3, 0), (0.6, 1.2), (-0.6, 1.2), (-1.3, 0)],
    ]

    /// 0..<``ChartStyle/kinds``.
    let look: Int

    /// - Parameter hover: what shows when the pointer rests on it.
    func draw(in document: inout SVGDocument, at position: Position, hover: String? = nil) {
        let style = "kind kind\(look)"
        let corners = Self.shapes[look].map { corner in
            Position(x: position.x + corner.x * Self.radius, y: position.y + corner.y * Self.radius)
        }
        guard !corners.isEmpty else {
            document.circle(at: position, radius: Self.radius, style, hover: hover)
            return
        }
        var path = SVGPath()
        path.append(corners, isClosed: true)
        document.path(path, style, hover: hover)
    }
}
