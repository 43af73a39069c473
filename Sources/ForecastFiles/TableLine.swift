/// A line of comma-separated values (RFC 4180): cells may be quoted, and then have commas and doubled quotes in them, but no
/// ends of lines.
package enum TableLine {
    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")

    /// How many cells a line has.
    static func width(_ line: ArraySlice<UInt8>) -> Int {
        var width = 1
        forEachComma(line) { _ in width += 1 }
        return width
    }

    /// The cells of a line, without their quotes. A quote that is not closed, or that text follows, stays.
    static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        guard line.contains(quote) else { return line.split(separator: comma, omittingEmptySubsequences: false) }
        var cells: [ArraySlice<UInt8>] = []
        var start = line.startIndex
        forEachComma(line) { place in
            cells.append(unquoted(line[start..<place]))
            start = place + 1
        }
        return cells + [unquoted(line[start...])]
    }

    /// What may be put on a terminal of a cell.
    package static func shown(_ text: String) -> String { CountRow.shown(text.utf8) }

    /// A text as a cell: quoted where it has to be.
    package static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == comma || $0 == quote }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The places of commas between cells.
    private static func forEachComma(_ line: ArraySlice<UInt8>, _ body: (Int) -> Void) {
        var isQuoted = line.first == quote
        var quotes = 0
        for place in line.indices {
            if isQuoted, line[place] == quote { quotes += 1 }
            if line[place] == comma, !isQuoted || quotes.isMultiple(of: 2) {
                body(place)
                isQuoted = place + 1 < line.endIndex && line[place + 1] == quote
                quotes = 0
            }
        }
    }

    private static func unquoted(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.count >= 2, cell.first == quote, cell.last == quote else { return cell }
        var text: [UInt8] = []
        var isSecond = false
        for byte in cell.dropFirst().dropLast() {
            if byte == quote {
                isSecond.toggle()
                if isSecond { continue }
            } else if isSecond {
                return cell
            }
            text.append(byte)
        }
        return isSecond ? cell : text[...]
    }
}
