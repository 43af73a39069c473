import Foundation

/// What EXDATE and RECURRENCE-ID name an occurrence by.
enum OccurrenceKey: Hashable {
    case moment(CalendarMoment)
    /// Days since 1970-01-01 of the event's own clock: whatever begins on that day.
    case day(Int)

    /// - Parameter start: of the event whose occurrences are named.
    /// - Throws: ``EventFeedError`` for a time that names none of them with certainty.
    init(_ time: CalendarTime, of start: CalendarTime, _ line: ContentLine) throws(EventFeedError) {
        self.init(ofReplaced: time, by: start)
        if case .moment = self, start.isDate || (time.zone == nil) != (start.zone == nil) {
            throw EventFeedError(
                .contradiction, at: line.place,
                "\(line.name) and DTSTART are of two kinds; make both dates, times of any clock, or times with a zone")
        }
    }

    /// - Parameter start: of the event that takes the occurrence's place, which may be of another kind: an hour's meeting may
    ///   become one of all day.
    init(ofReplaced time: CalendarTime, by start: CalendarTime) {
        let isOfDay = time.isDate || start.isDate && (time.zone != .gmt || time.reading % 86_400 == 0)
        self = isOfDay ? .day(time.day) : .moment(time.moment)
    }
}

extension CalendarTime {
    /// Whether the bound of a rule lets a time through. A bound in UTC is compared with what is bound to a zone as an instant,
    /// and all others by what the clock shows.
    func isWithin(_ until: CalendarTime) -> Bool {
        if until.isDate { return day <= until.day }
        guard zone != nil, until.zone != nil else { return reading <= until.reading }
        return moment.seconds <= until.moment.seconds
    }
}
