/// One row of a ``CountFile``.
struct CountRow {
    let number: Int
    /// Seconds.
    let time: Int64
    /// The time as it stands there.
    let text: String
    let counts: [Double?]

    /// - Throws: ``CountFileError``.
    init(_ line: ArraySlice<UInt8>, number: Int, columns: Int) throws(CountFileError) {
        self.number = number
        let width = TableLine.width(line)
        guard width == columns + 1 else {
            throw CountFileError(.badRow, line: number, "this row has \(width) columns, and the header \(columns + 1)")
        }
        let cells = TableLine.cells(line)
        text = String(decoding: cells[0], as: UTF8.self)
        time = try Self.time(cells[0], number)
        var counts: [Double?] = []
        counts.reserveCapacity(columns)
        for cell in cells.dropFirst() { counts.append(try Self.count(cell, number)) }
        self.counts = counts
    }

    static func time(_ cell: ArraySlice<UInt8>, _ number: Int) throws(CountFileError) -> Int64 {
        guard let time = TimeText.parse(cell) else {
            throw CountFileError(
                .badTime, line: number, "\"\(shown(cell))\" is no time: write 2026-01-31T23:55:00, or whole seconds")
        }
        return time
    }

    static func count(_ cell: ArraySlice<UInt8>, _ number: Int) throws(CountFileError) -> Double? {
        guard !cell.isEmpty else { return nil }
        guard let count = self.number(cell), count >= 0, count < 1e15 else {
            throw CountFileError(
                .badCount, line: number,
                "\"\(shown(cell))\" is no count: write a number from 0 to below 1e15, or nothing where nothing is known"
            )
        }
        return count
    }

    /// Nil for what is no finite decimal number.
    static func number(_ cell: ArraySlice<UInt8>) -> Double? {
        guard cell.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
        return Double(String(decoding: cell, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    /// What may be put on a terminal of a cell that may be anything.
    static func shown(_ cell: some Collection<UInt8>) -> String {
        let text = String(decoding: cell.prefix(40), as: UTF8.self)
        return String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }
}
