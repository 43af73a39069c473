import Forecasting

/// All events of a calendar with one UID: the one that repeats, and those that take the place of its occurrences
/// (RFC 5545, section 3.8.4.4).
struct CalendarSeries {
    private var master: CalendarEvent?
    private var changes: [OccurrenceKey: CalendarEvent] = [:]

    /// - Throws: ``EventFeedError`` where two events are the same one and the same revision of it.
    mutating func add(_ event: CalendarEvent) throws(EventFeedError) {
        let other = event.replaced.map { changes[$0] } ?? master
        if let other {
            guard other.sequence != event.sequence else {
                throw EventFeedError(
                    .contradiction, at: event.place,
                    "line \(other.line) has an event of the same UID, occurrence and SEQUENCE; leave one out, or number them"
                )
            }
            guard other.sequence < event.sequence else { return }
        }
        if let replaced = event.replaced { changes[replaced] = event } else { master = event }
    }

    /// - Parameter expansion: what events are added to.
    /// - Throws: ``EventFeedError``.
    func expand(into expansion: inout CalendarExpansion) throws(EventFeedError) {
        if let master {
            guard !master.isCancelled else { return }
            try expansion.add(master, besides: master.exclusions.union(changes.keys))
        }
        // In the order of the feed, so that the first fault is the one that is told.
        for change in changes.values.sorted(by: { $0.line < $1.line }) where !change.isCancelled {
            try expansion.add(change.start, change.span, of: change, isRepeated: master != nil)
        }
    }
}
