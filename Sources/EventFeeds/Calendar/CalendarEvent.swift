import Forecasting

/// One VEVENT of a calendar (RFC 5545, section 3.6.1), before it is repeated.
struct CalendarEvent {
    /// A time that it happens at besides, and how long then if that differs.
    struct Addition {
        let time: CalendarTime
        let span: CalendarSpan?
    }

    /// The line that it begins on.
    let line: Int
    let uid: String?
    /// Which revision it is.
    let sequence: Int
    let isCancelled: Bool
    let start: CalendarTime
    let span: CalendarSpan
    let rule: RecurrenceRule?
    let ruleLine: Int
    let additions: [Addition]
    /// RECURRENCE-ID: the occurrence that it takes the place of.
    let replaced: OccurrenceKey?
    let exclusions: Set<OccurrenceKey>
    /// All but its times.
    let draft: EventDraft

    var place: EventFeedError.Place { .line(line) }

    /// - Throws: ``EventFeedError``.
    init(_ lines: [ContentLine], line: Int, _ zones: inout CalendarZones) throws(EventFeedError) {
        self.line = line
        let properties = try CalendarProperties(lines)
        guard let begin = properties["DTSTART"] else {
            throw EventFeedError(.missing, at: .line(line), "the event has no DTSTART; give it one")
        }
        let start = try zones.time(begin.value, of: begin)
        self.start = start
        span = try CalendarSpan(from: start, end: properties["DTEND"], duration: properties["DURATION"], &zones)
        uid = properties["UID"]?.text
        sequence = properties["SEQUENCE"].flatMap { Int($0.value) } ?? 0
        isCancelled = properties["STATUS"]?.value.uppercased() == "CANCELLED"
        let recurrence = properties["RRULE"]
        rule = try recurrence.map { line throws(EventFeedError) in try RecurrenceRule(line) }
        ruleLine = recurrence?.number ?? line
        if let rule, let until = rule.until, !start.isWithin(until) {
            throw EventFeedError(
                .contradiction, at: .line(ruleLine), "UNTIL lies before DTSTART; correct it, or leave the rule out")
        }
        if let old = lines.first(where: { $0.name == "EXRULE" }) {
            throw EventFeedError(.unsupported, at: old.place, "EXRULE is not supported; write the dates as EXDATE")
        }
        var additions: [Addition] = []
        for line in lines where line.name == "RDATE" { additions += try Self.additions(line, start, &zones) }
        self.additions = additions
        var exclusions: Set<OccurrenceKey> = []
        for line in lines where line.name == "EXDATE" {
            for text in line.value.split(separator: ",") {
                exclusions.insert(try OccurrenceKey(try zones.time(String(text), of: line), of: start, line))
            }
        }
        self.exclusions = exclusions
        replaced = try properties["RECURRENCE-ID"].map { line throws(EventFeedError) in
            guard line.parameter("RANGE") == nil, recurrence == nil else {
                throw EventFeedError(
                    .unsupported, at: line.place,
                    "RECURRENCE-ID with RANGE or with a rule is not supported; change the occurrences one by one")
            }
            return OccurrenceKey(ofReplaced: try zones.time(line.value, of: line), by: start)
        }
        draft = try properties.draft()
    }

    private static func additions(
        _ line: ContentLine, _ start: CalendarTime, _ zones: inout CalendarZones
    ) throws(EventFeedError) -> [Addition] {
        var additions: [Addition] = []
        for text in line.value.split(separator: ",") {
            // A PERIOD: a start with an end or a duration (section 3.3.9).
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            let time = try zones.time(parts.first ?? "", of: line)
            guard time.isDate == start.isDate, (time.zone == nil) == (start.zone == nil) else {
                throw EventFeedError(
                    .contradiction, at: line.place,
                    "RDATE and DTSTART are of two kinds; make both dates, times of any clock, or times with a zone")
            }
            var span: CalendarSpan?
            if parts.count == 2, parts[1].uppercased().hasPrefix("P") {
                span = try CalendarSpan.nominal(parts[1], line)
            } else if parts.count == 2 {
                let end = try zones.time(parts[1], of: line)
                guard (end.zone == nil) == (time.zone == nil), end.moment.seconds >= time.moment.seconds else {
                    throw EventFeedError(
                        .contradiction, at: line.place, "a period does not end after it begins; correct it")
                }
                span = .exact(end.moment.seconds - time.moment.seconds)
            }
            additions.append(Addition(time: time, span: span))
        }
        return additions
    }
}
