import Foundation

/// The time zones that a calendar names. Its own definitions of them are not read: the system knows what it names, or the
/// name is an error.
struct CalendarZones {
    private var known: [String: TimeZone] = [:]

    /// - Throws: ``EventFeedError`` for a name that the system does not know.
    mutating func zone(_ name: String, at place: EventFeedError.Place) throws(EventFeedError) -> TimeZone {
        if let zone = known[name] { return zone }
        guard Self.isTaken(name), let zone = TimeZone(identifier: name) else {
            throw EventFeedError(
                .unknownZone, at: place,
                "the time zone \"\(FeedText.shown(name))\" is not known; name one of the IANA database, such as Europe/Berlin"
            )
        }
        known[name] = zone
        return zone
    }

    /// The time or, in a list, the times of a property.
    ///
    /// - Throws: ``EventFeedError``.
    mutating func time(_ text: String, of line: ContentLine) throws(EventFeedError) -> CalendarTime {
        var zone: TimeZone?
        if let name = line.parameter("TZID") { zone = try self.zone(name, at: line.place) }
        guard let time = CalendarTime(text, zone: zone) else {
            throw EventFeedError(
                .badTime, at: line.place,
                "\"\(FeedText.shown(text))\" is no time: write 20260131, 20260131T235500 or 20260131T235500Z")
        }
        return time
    }

    /// `GMT+5` is refused: it is 5 hours ahead for some, and behind for others.
    private static func isTaken(_ name: String) -> Bool {
        guard name.utf8.count <= 64 else { return false }
        return !((name.hasPrefix("GMT") || name.hasPrefix("UTC")) && name.utf8.count > 3)
    }
}
