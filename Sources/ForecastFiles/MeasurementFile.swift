/// One series of measurements, at times that need not be equally far apart: a header, then rows of a time and a value.
/// A value that is empty is missing.
package struct MeasurementFile: Sendable {
    package struct Row: Sendable {
        /// As it stands in the file.
        package let text: String
        /// Seconds.
        package let time: Int64
        package let value: Double?
    }

    package let rows: [Row]

    /// - Parameter isOrdered: whether a time before the one above it is refused; clocks that were set back are taken as
    ///   they come otherwise.
    /// - Throws: ``CountFileError``, which names the line.
    package init(_ bytes: some Collection<UInt8>, isOrdered: Bool = true) throws(CountFileError) {
        var lines = CountLines(bytes)
        guard let header = lines.next() else { throw CountFileError(.noHeader, "the file is empty") }
        guard TimeText.parse(TableLine.cells(header.text)[0]) == nil else {
            throw CountFileError(
                .noHeader, line: header.number,
                "this is no header: the first line names the columns, as in \"time,value\"")
        }
        var rows: [Row] = []
        while let (number, line) = lines.next() {
            let row = try Self.row(line, number)
            if isOrdered, let last = rows.last, row.time <= last.time {
                throw CountFileError(
                    .badOrder, line: number, "\(row.text) is not after the line before; sort the rows by time")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw CountFileError(.noCounts, "the file has a header and no rows") }
        self.rows = rows
    }

    private static func row(_ line: ArraySlice<UInt8>, _ number: Int) throws(CountFileError) -> Row {
        let width = TableLine.width(line)
        guard width == 2 else {
            throw CountFileError(.badRow, line: number, "this row has \(width) columns, not a time and a value")
        }
        let cells = TableLine.cells(line)
        let time = try CountRow.time(cells[0], number)
        let value = CountRow.number(cells[1])
        guard cells[1].isEmpty || value != nil else {
            throw CountFileError(
                .badCount, line: number,
                "\"\(CountRow.shown(cells[1]))\" is no number; write nothing where nothing is known")
        }
        return Row(text: String(decoding: cells[0], as: UTF8.self), time: time, value: value)
    }
}
