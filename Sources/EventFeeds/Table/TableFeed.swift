import Forecasting

/// Reads events from comma-separated values: a header, then a row for each event, its time first.
struct TableFeed {
    private let reader: FeedReader

    init(_ reader: FeedReader) {
        self.reader = reader
    }

    /// - Throws: ``EventFeedError``, which names the line.
    func read(_ bytes: [UInt8]) throws(EventFeedError) -> EventFeed {
        var rows = TableRows(bytes)
        guard let header = try rows.next() else { throw EventFeedError(.badFormat, "the feed is empty") }
        let columns = try TableColumns(header.cells, line: header.line)
        var events: [ScheduledEvent] = []
        while let (line, cells) = try rows.next() {
            guard cells.count == columns.count else {
                throw EventFeedError(
                    .badFormat, at: .line(line), "this row has \(cells.count) columns, and the header \(columns.count)")
            }
            guard events.count < EventFeed.mostEvents else {
                throw EventFeedError(
                    .tooLong, at: .line(line), "the feed has more than \(EventFeed.mostEvents) events; split it")
            }
            events.append(try event(cells, columns, line))
        }
        return EventFeed(events: events)
    }

    private func event(_ cells: [String], _ columns: TableColumns, _ line: Int) throws(EventFeedError) -> ScheduledEvent
    {
        var draft = EventDraft(start: try time(FeedText.printable(cells[0]), line))
        draft.kind = columns.text(.kind, of: cells)
        if let end = columns.text(.end, of: cells) { draft.end = try time(end, line) }
        if let text = columns.text(.duration, of: cells) {
            guard let seconds = Int64(text) else {
                throw EventFeedError(
                    .badTime, at: .line(line),
                    "\"\(FeedText.shown(text))\" is no duration: write whole seconds, or nothing")
            }
            draft.duration = seconds
        }
        if let text = columns.text(.multiplier, of: cells) {
            guard let factor = FeedNumber.parse(text) else {
                throw EventFeedError(
                    .badValue, at: .line(line),
                    "\"\(FeedText.shown(text))\" is no multiplier: write a number, or nothing")
            }
            draft.multiplier = factor
        }
        draft.keys = columns.text(.keys, of: cells).map(Self.parts) ?? []
        draft.tags = columns.text(.tags, of: cells).map(Self.parts)?.map(ScheduledEvent.Tag.init(text:)) ?? []
        draft.title = columns.title(of: cells)
        return try draft.event(reader, at: .line(line))
    }

    private func time(_ text: String, _ line: Int) throws(EventFeedError) -> Int64 {
        guard let time = FeedTime.parse(text, zone: reader.zone) else {
            throw EventFeedError(.badTime, at: .line(line), "\"\(FeedText.shown(text))\" is no time: \(FeedTime.forms)")
        }
        return time
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: ";").map { FeedText.printable(String($0)) }.filter { !$0.isEmpty }
    }
}
