/// How long an event of a calendar lasts (RFC 5545, section 3.8.5.3: its end gives an exact length to all occurrences, its
/// duration a nominal one).
enum CalendarSpan {
    /// Nothing is said.
    case unknown
    /// Seconds.
    case exact(Int64)
    case nominal(DurationText)

    /// When an event that begins at a time is over; nil where nothing is said.
    func end(of time: CalendarTime) -> CalendarMoment? {
        switch self {
        case .unknown: nil
        case .exact(let seconds): time.moment.advanced(by: seconds)
        case .nominal(let duration): time.advanced(days: duration.days, seconds: duration.seconds)
        }
    }
}

extension CalendarSpan {
    /// - Throws: ``EventFeedError``.
    init(
        from start: CalendarTime, end: ContentLine?, duration: ContentLine?, _ zones: inout CalendarZones
    ) throws(EventFeedError) {
        if let end, duration != nil {
            throw EventFeedError(.contradiction, at: end.place, "DTEND and DURATION are both given; leave one out")
        }
        if let duration {
            self = try Self.nominal(duration.value, duration)
        } else if let end {
            let time = try zones.time(end.value, of: end)
            guard time.isDate == start.isDate, (time.zone == nil) == (start.zone == nil) else {
                throw EventFeedError(
                    .contradiction, at: end.place,
                    "DTEND and DTSTART are of two kinds; make both dates, times of any clock, or times with a zone")
            }
            let seconds = time.moment.seconds - start.moment.seconds
            // An hour that is left out in spring ends at the time that it begins.
            guard seconds >= 0 || time.zone == start.zone && time.reading >= start.reading else {
                throw EventFeedError(
                    .contradiction, at: end.place, "the end lies before the start; swap or correct them")
            }
            // An all-day event that ends on the day it begins is a day long for all who write such.
            self = .exact(max(seconds, start.isDate ? 86_400 : 0))
        } else {
            self = start.isDate ? .exact(86_400) : .unknown
        }
    }

    static func nominal(_ text: String, _ line: ContentLine) throws(EventFeedError) -> CalendarSpan {
        guard let duration = DurationText(text), (0...EventFeed.longestDuration).contains(duration.total) else {
            throw EventFeedError(
                .badTime, at: line.place,
                "\"\(FeedText.shown(text))\" is no duration of 0 to 366 days; write P1D or PT1H30M, for example")
        }
        return .nominal(duration)
    }
}
