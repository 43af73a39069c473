/// What stands above a plot: the title, notes in as few lines as they fit into, and the legend.
struct ChartHeader {
    private static let titleSize = 17.0
    private static let line = 17.0
    private static let mostLines = 4
    private static let entryGap = 20.0

    let title: String
    let notes: [String]
    let legend: [LegendEntry]

    /// - Parameter width: of the picture.
    /// - Returns: where it ends, pixels from the top.
    func draw(in document: inout SVGDocument, width: Double) -> Double {
        let room = width - 2 * ChartMargin.edge
        var y = 27.0
        // The title is bold.
        let title = TextWidth.fitted(XMLText.cleaned(title), in: room / 1.12, size: Self.titleSize)
        document.text(title, at: Position(x: ChartMargin.edge, y: y), "title")
        for note in lines(in: room) {
            y += Self.line + 1
            document.text(note, at: Position(x: ChartMargin.edge, y: y), "muted")
        }
        var x = width
        for (index, entry) in legend.enumerated() {
            if x + entry.width > width - ChartMargin.edge {
                x = ChartMargin.edge
                y += index == 0 ? Self.line + 5 : Self.line
            }
            entry.draw(in: &document, at: Position(x: x, y: y))
            x += entry.width + Self.entryGap
        }
        return y + 4
    }

    /// Notes side by side as far as there is room, with points between them.
    private func lines(in room: Double) -> [String] {
        var lines: [String] = []
        for note in notes.map(XMLText.cleaned) where !note.isEmpty {
            if let line = lines.last, TextWidth.of("\(line) · \(note)", size: ChartMargin.textSize) <= room {
                lines[lines.count - 1] = "\(line) · \(note)"
            } else if lines.count < Self.mostLines {
                lines.append(TextWidth.fitted(note, in: room, size: ChartMargin.textSize))
            }
        }
        return lines
    }
}
