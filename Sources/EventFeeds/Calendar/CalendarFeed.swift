/// Reads events from a calendar (RFC 5545), or several in one file; all components but VEVENT are passed over.
struct CalendarFeed {
    /// Components inside one another.
    private static let deepest = 16

    private let reader: FeedReader

    init(_ reader: FeedReader) {
        self.reader = reader
    }

    /// - Throws: ``EventFeedError``, which names the line.
    func read(_ bytes: [UInt8]) throws(EventFeedError) -> EventFeed {
        var zones = CalendarZones()
        var order: [String] = []
        var series: [String: CalendarSeries] = [:]
        for event in try components(bytes) {
            let event = try CalendarEvent(event.lines, line: event.line, &zones)
            // Events without a name of their own are told apart by where they stand.
            let name = event.uid.map { "UID \($0)" } ?? "line \(event.line)"
            if series[name] == nil { order.append(name) }
            try series[name, default: CalendarSeries()].add(event)
        }
        var expansion = CalendarExpansion(reader)
        for name in order { try series[name]?.expand(into: &expansion) }
        return EventFeed(events: expansion.events)
    }

    /// The properties of each VEVENT, and the line that it begins on.
    private func components(_ bytes: [UInt8]) throws(EventFeedError) -> [(line: Int, lines: [ContentLine])] {
        var events: [(line: Int, lines: [ContentLine])] = []
        var open: [(name: String, line: Int)] = []
        var lines = ContentLines(bytes)
        while let (number, text) = lines.next() {
            let isInEvent = open.count == 2 && open[1].name == "VEVENT"
            let isMark = ["BEGIN:", "END:"].contains { mark in
                text.prefix(mark.utf8.count).map { $0 & 0xDF } == mark.utf8.map { $0 & 0xDF }
            }
            guard isInEvent || isMark || open.count == 1 else {
                guard !open.isEmpty else { throw Self.stray(number) }
                continue
            }
            let line = try ContentLine(text, number: number)
            switch line.name {
            case "BEGIN":
                guard open.count < Self.deepest, !open.isEmpty || line.value.uppercased() == "VCALENDAR" else {
                    throw Self.stray(number)
                }
                open.append((line.value.uppercased(), number))
                if open.count == 2, open[1].name == "VEVENT" { events.append((number, [])) }
            case "END":
                guard let last = open.popLast(), last.name == line.value.uppercased() else {
                    throw EventFeedError(
                        .badFormat, at: .line(number),
                        "the end of \(FeedText.shown(line.value)), which is not the component that began last")
                }
            case "CALSCALE" where open.count == 1 && line.value.uppercased() != "GREGORIAN":
                throw EventFeedError(
                    .unsupported, at: .line(number),
                    "the calendar \(FeedText.shown(line.value)) is not supported; write Gregorian dates")
            default: if isInEvent { events[events.count - 1].lines.append(line) }
            }
        }
        if let unclosed = open.last {
            throw EventFeedError(
                .badFormat, at: .line(unclosed.line),
                "\(FeedText.shown(unclosed.name)) begins here and does not end: the feed is cut off; fetch it anew")
        }
        return events
    }

    private static func stray(_ line: Int) -> EventFeedError {
        EventFeedError(
            .badFormat, at: .line(line),
            "this stands outside of a calendar, or too deep in it; begin with BEGIN:VCALENDAR")
    }
}
