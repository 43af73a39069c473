import Forecasting

/// The events that a calendar comes to, as its rules are expanded within the reader's window.
struct CalendarExpansion {
    /// Comparisons that all rules of a feed may take; a rule of every week takes some 800 for a year.
    private static let mostSteps = 10_000_000

    private let reader: FeedReader
    /// The days that occurrences in the window may begin on, by any clock.
    private let days: ClosedRange<Int>
    private var steps = Self.mostSteps
    private(set) var events: [ScheduledEvent] = []

    init(_ reader: FeedReader) {
        self.reader = reader
        // The years 0 to 9999, with 2 days for clocks that differ, and a year for what began before the window.
        let bounds = -719_528...2_932_896
        func day(_ seconds: Int64) -> Int {
            min(max(Int(seconds / 86_400), bounds.lowerBound), bounds.upperBound)
        }
        let last = day(reader.window.upperBound) + 2
        days = min(day(reader.window.lowerBound) - 369, last)...last
    }

    /// Adds the occurrences of an event but those that are named, in the order of their times.
    ///
    /// - Throws: ``EventFeedError``.
    mutating func add(_ event: CalendarEvent, besides left: Set<OccurrenceKey>) throws(EventFeedError) {
        let isRepeated = event.rule != nil || !event.additions.isEmpty
        var seen: Set<CalendarMoment> = []
        var times = [CalendarEvent.Addition(time: event.start, span: nil)]
        times += try repetitions(of: event).map { CalendarEvent.Addition(time: $0, span: nil) }
        // A period of RDATE tells more than the rule does of the same time.
        let periods = event.additions.filter { $0.span != nil }
        let dates = event.additions.filter { $0.span == nil }
        for occurrence in periods + times + dates where seen.insert(occurrence.time.moment).inserted {
            if left.contains(.moment(occurrence.time.moment)) || left.contains(.day(occurrence.time.day)) { continue }
            try add(occurrence.time, occurrence.span ?? event.span, of: event, isRepeated: isRepeated)
        }
    }

    /// Adds one occurrence, if it is to be: what does not repeat is, whenever it is.
    ///
    /// - Throws: ``EventFeedError``.
    mutating func add(
        _ time: CalendarTime, _ span: CalendarSpan, of event: CalendarEvent, isRepeated: Bool
    ) throws(EventFeedError) {
        var draft = event.draft
        draft.start = time.moment.reading(in: reader.zone)
        // By a clock that is set back meanwhile, an event may seem to end before it begins.
        draft.duration = span.end(of: time).map { max(0, $0.reading(in: reader.zone) - draft.start) }
        let end = draft.start + (draft.duration ?? 0)
        let isWithin = draft.start < reader.window.upperBound && max(draft.start, end - 1) >= reader.window.lowerBound
        guard isWithin || !isRepeated else { return }
        guard events.count < EventFeed.mostEvents else {
            throw EventFeedError(
                .tooLong, at: event.place,
                "with this event the calendar comes to more than \(EventFeed.mostEvents); split it, or read less time of it"
            )
        }
        events.append(try draft.event(reader, at: event.place))
    }

    private mutating func repetitions(of event: CalendarEvent) throws(EventFeedError) -> [CalendarTime] {
        guard let rule = event.rule else { return [] }
        let last = rule.until.map { min($0.day + 2, days.upperBound) } ?? days.upperBound
        let found = rule.days(after: event.start.day, earliest: days.lowerBound, last: last, steps: &steps)
        guard steps >= 0 else {
            throw EventFeedError(
                .tooLong, at: .line(event.ruleLine),
                "the rules of the calendar take too long up to this one; split it, read less time of it, or begin rules later"
            )
        }
        let times = found.map(event.start.on)
        return rule.until.map { until in times.filter { $0.isWithin(until) } } ?? times
    }
}
