package import Forecasting

/// A file of counts: a header, then a row for each bin with its time and a count for each key. An empty count, and a row
/// that is left out, is a bin of which nothing is known.
package struct CountFile: Sendable {
    /// Bins of all columns together.
    package static let limit = 1 << 26
    /// Bins that may be left out between two rows: ten years of five minutes.
    private static let longestGap = 1 << 20
    /// Columns of a row.
    static let mostColumns = 1 << 17

    /// The header's names of the keys: its columns but the first.
    package let names: [String]
    /// Of each key.
    package let series: [CountSeries]
    package let grid: TimeGrid
    /// The times as they stand in the file, by bin from the first on; nil for those that it leaves out.
    package let times: [String?]

    /// Whether the file writes times as whole seconds.
    package var writesSeconds: Bool { times.first.flatMap(\.self)?.allSatisfy(\.isNumber) ?? false }

    /// - Throws: ``CountFileError``, which names the line.
    package init(_ bytes: some Collection<UInt8>) throws(CountFileError) {
        var lines = CountLines(bytes)
        names = try Self.header(lines.next())
        var rows: [CountRow] = []
        while let (number, line) = lines.next() {
            let row = try CountRow(line, number: number, columns: names.count)
            if let last = rows.last, row.time <= last.time { throw Self.disorder(row, after: last) }
            rows.append(row)
            guard rows.count * names.count <= Self.limit else { throw Self.tooLong }
        }
        guard let first = rows.first, rows.count > 1 else {
            throw CountFileError(
                .noCounts, "the file has \(rows.count) rows, and two are needed to tell how far apart bins are")
        }
        grid = try Self.grid(rows)
        let interval = grid.interval
        var times: [String?] = []
        var counts = [[Double?]](repeating: [], count: names.count)
        for row in rows {
            let bin = (row.time - first.time) / interval
            guard (row.time - first.time) % interval == 0 else {
                throw CountFileError(
                    .badTime, line: row.number,
                    "\(row.text) is no multiple of \(interval) s after the first time; two rows of the file are no further apart"
                )
            }
            guard bin < Int64(Self.limit / names.count) else { throw Self.tooLong }
            let gap = Int(bin) - times.count
            guard gap <= Self.longestGap else {
                throw CountFileError(
                    .badTime, line: row.number,
                    "\(gap) bins of \(interval) s are left out before this row; correct its time, or split the file there"
                )
            }
            times += [String?](repeating: nil, count: gap) + [row.text]
            for column in counts.indices {
                counts[column] += [Double?](repeating: nil, count: gap) + [row.counts[column]]
            }
        }
        self.times = times
        let grid = grid
        series = counts.map { CountSeries(grid: grid, first: grid.bin(of: first.time), counts: $0) }
    }

    private static func header(_ line: (number: Int, text: ArraySlice<UInt8>)?) throws(CountFileError) -> [String] {
        guard let line else { throw CountFileError(.noHeader, "the file is empty") }
        guard TableLine.width(line.text) <= mostColumns else {
            throw CountFileError(
                .tooLong, line: line.number, "the header names more than \(mostColumns) columns; split the file")
        }
        let names = TableLine.cells(line.text).map { String(decoding: $0, as: UTF8.self) }
        guard TimeText.parse(Array(names[0].utf8)) == nil else {
            throw CountFileError(
                .noHeader, line: line.number,
                "this is no header: the first line names the columns, as in \"time,count\"")
        }
        guard names.count > 1 else {
            throw CountFileError(
                .noHeader, line: line.number,
                "the header names \(names.count) column, and a time and at least one count are needed")
        }
        var seen: Set<String> = []
        if let twice = names.dropFirst().first(where: { !seen.insert($0).inserted }) {
            throw CountFileError(
                .noHeader, line: line.number,
                "the header names two columns \"\(CountRow.shown(twice.utf8))\"; name them apart")
        }
        return Array(names.dropFirst())
    }

    /// The least distance of two rows.
    private static func grid(_ rows: [CountRow]) throws(CountFileError) -> TimeGrid {
        let distances = zip(rows, rows.dropFirst()).map { $1.time - $0.time }
        let least = distances.min() ?? 1
        do {
            return try TimeGrid(interval: least)
        } catch {
            let place = distances.firstIndex(of: least) ?? 0
            throw CountFileError(.badTime, line: rows[place + 1].number, error.message)
        }
    }

    private static func disorder(_ row: CountRow, after last: CountRow) -> CountFileError {
        CountFileError(
            .badOrder, line: row.number,
            row.time == last.time
                ? "\(row.text) stands on the line before already; sum up or remove what is there twice"
                : "\(row.text) is earlier than the line before; sort the rows by time")
    }

    private static let tooLong = CountFileError(
        .tooLong,
        "the file has more than \(limit) bins, the gaps between its rows among them; split it, or use longer bins")
}
