/// Many series in one file, as the M4 competition has them: a row for each, its id and then its values, the oldest first;
/// rows may be of different length.
package struct PanelFile: Sendable {
    package let ids: [String]
    package let values: [[Double]]

    /// Values of all series together.
    private static let limit = 1 << 26

    /// A header, a first line without any number but in its first column, is passed over.
    ///
    /// - Throws: ``CountFileError``, which names the line.
    package init(_ bytes: some Collection<UInt8>) throws(CountFileError) {
        var lines = CountLines(bytes)
        var ids: [String] = []
        var values: [[Double]] = []
        var total = 0
        var isFirst = true
        while let (number, line) = lines.next() {
            total += TableLine.width(line)
            guard total <= Self.limit else {
                throw CountFileError(.tooLong, line: number, "the file has more than \(Self.limit) values; split it")
            }
            let cells = TableLine.cells(line)
            defer { isFirst = false }
            if isFirst, cells.count > 1, !cells.dropFirst().contains(where: { CountRow.number($0) != nil }) { continue }
            // Rows of a table are filled up with empty cells.
            let filled = cells.lastIndex { !$0.isEmpty } ?? 0
            var series: [Double] = []
            series.reserveCapacity(filled)
            for cell in cells.dropFirst().prefix(filled) {
                guard let value = try CountRow.count(cell, number) else {
                    throw CountFileError(
                        .badCount, line: number,
                        "a value is missing between others; fill it in, or leave out what lies before it")
                }
                series.append(value)
            }
            ids.append(String(decoding: cells[0], as: UTF8.self))
            values.append(series)
        }
        guard !ids.isEmpty else { throw CountFileError(.noCounts, "the file has no series") }
        self.ids = ids
        self.values = values
    }
}
