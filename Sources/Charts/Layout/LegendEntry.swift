/// A line of a legend: what a symbol stands for.
struct LegendEntry {
    /// By the classes of ``ChartStyle``; of an alarm, by the number of its look.
    enum Symbol {
        case line(String)
        case area([String])
        case alarm(look: Int)
    }

    static let symbolWidth = 22.0
    private static let gap = 6.0

    let symbol: Symbol
    let label: String

    /// Pixels.
    var width: Double { Self.symbolWidth + Self.gap + TextWidth.of(label, size: ChartMargin.textSize) }

    /// - Parameter position: the left end of the line that the text stands on.
    func draw(in document: inout SVGDocument, at position: Position) {
        let middle = position.y - 4
        let end = position.x + Self.symbolWidth
        switch symbol {
        case .line(let style):
            document.line(from: Position(x: position.x, y: middle), to: Position(x: end, y: middle), style)
        case .area(let styles):
            for style in styles {
                document.rectangle(
                    from: Position(x: position.x, y: middle - 6), to: Position(x: end, y: middle + 6), style)
            }
        case .alarm(let look):
            AlarmMark(look: look).draw(in: &document, at: Position(x: end - Self.symbolWidth / 2, y: middle))
        }
        document.text(label, at: Position(x: end + Self.gap, y: position.y), "legend")
    }
}
