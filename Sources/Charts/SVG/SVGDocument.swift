/// Writes an SVG file, element by element. What looks how is said by ``ChartStyle``, by class.
struct SVGDocument {
    /// Which part of a text is at its position.
    enum Anchor: String {
        case start, middle, end
    }

    /// The most characters of a text that shows when the pointer rests on something.
    private static let hoverLength = 160

    private var body = ""

    mutating func text(_ text: String, at position: Position, _ style: String, anchor: Anchor = .start) {
        let place = Self.attributes([("x", position.x), ("y", position.y)])
        body += "<text class=\"\(style)\"\(place) text-anchor=\"\(anchor.rawValue)\">\(XMLText.escaped(text))</text>\n"
    }

    mutating func line(from start: Position, to end: Position, _ style: String) {
        add("line", style, [("x1", start.x), ("y1", start.y), ("x2", end.x), ("y2", end.y)])
    }

    /// - Parameter hover: what shows when the pointer rests on it.
    mutating func rectangle(from start: Position, to end: Position, _ style: String, hover: String? = nil) {
        let size = [("width", end.x - start.x), ("height", end.y - start.y)]
        add("rect", style, [("x", start.x), ("y", start.y)] + size, hover: hover)
    }

    /// - Parameter hover: what shows when the pointer rests on it.
    mutating func circle(at position: Position, radius: Double, _ style: String, hover: String? = nil) {
        add("circle", style, [("cx", position.x), ("cy", position.y), ("r", radius)], hover: hover)
    }

    /// - Parameter hover: what shows when the pointer rests on it.
    mutating func path(_ path: SVGPath, _ style: String, hover: String? = nil) {
        guard !path.data.isEmpty else { return }
        add("path", style, [], " d=\"\(path.data)\"", hover: hover)
    }

    /// The whole file.
    ///
    /// - Parameter label: what it shows, for those who cannot see it.
    func file(width: Double, height: Double, label: String) -> String {
        let size = Self.attributes([("width", width), ("height", height)])
        let box = "0 0 \(NumberText.fixed(width, decimals: 2)) \(NumberText.fixed(height, decimals: 2))"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="chart"\(size) viewBox="\(box)" role="img" \
            aria-label="\(XMLText.escaped(label))">
            <style>
            \(ChartStyle.sheet)
            </style>
            <rect class="ground" width="100%" height="100%"/>
            \(body)</svg>

            """
    }

    private mutating func add(
        _ name: String, _ style: String, _ numbers: [(String, Double)], _ rest: String = "", hover: String? = nil
    ) {
        body += "<\(name) class=\"\(style)\"\(Self.attributes(numbers))\(rest)"
        guard let hover, !hover.isEmpty else {
            body += "/>\n"
            return
        }
        let title = String(String.UnicodeScalarView(hover.unicodeScalars.prefix(Self.hoverLength)))
        body += "><title>\(XMLText.escaped(title))</title></\(name)>\n"
    }

    private static func attributes(_ numbers: [(String, Double)]) -> String {
        numbers.reduce("") { $0 + " \($1.0)=\"\(NumberText.fixed($1.1, decimals: 2))\"" }
    }
}
