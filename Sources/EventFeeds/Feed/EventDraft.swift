import Forecasting

/// An event as a feed states it, before it is known to be sound.
struct EventDraft {
    var kind: String?
    /// Seconds by the caller's clock, as all times here.
    var start: Int64
    var end: Int64?
    /// Seconds.
    var duration: Int64?
    var keys: [String] = []
    var tags: [ScheduledEvent.Tag] = []
    var multiplier: Double?
    var title = ""

    /// Further than this from 1970 no time is meant: some 31,700 years.
    private static let furthest: Int64 = 1_000_000_000_000

    init(start: Int64) {
        self.start = start
    }

    /// - Throws: ``EventFeedError``.
    func event(_ reader: FeedReader, at place: EventFeedError.Place) throws(EventFeedError) -> ScheduledEvent {
        guard start.magnitude <= Self.furthest.magnitude else {
            throw EventFeedError(.badTime, at: place, "the start \(start) lies too far from 1970; write seconds")
        }
        let named = try FeedText.name(kind ?? "", "kind", at: place)
        var keys: Set<String> = []
        for key in self.keys { keys.insert(try FeedText.name(key, "key", at: place)) }
        var tags: [ScheduledEvent.Tag] = []
        for tag in self.tags {
            let value = try tag.value.map { text throws(EventFeedError) in
                try FeedText.name(text, "value of a tag", at: place)
            }
            tags.append(ScheduledEvent.Tag(name: try FeedText.name(tag.name, "name of a tag", at: place), value: value))
        }
        guard !keys.contains(""), !tags.contains(where: { $0.name.isEmpty }) else {
            throw EventFeedError(.badValue, at: place, "a key or the name of a tag is empty; leave it out")
        }
        return ScheduledEvent(
            kind: named.isEmpty ? try FeedText.name(reader.defaultKind, "kind", at: place) : named, start: start,
            duration: try length(at: place), keys: keys, tags: tags, multiplier: try factor(at: place),
            title: FeedText.title(title))
    }

    private func factor(at place: EventFeedError.Place) throws(EventFeedError) -> Double? {
        guard let multiplier else { return nil }
        guard multiplier.isFinite, multiplier > 0 else {
            throw EventFeedError(
                .badValue, at: place,
                "the multiplier \(multiplier) is not above 0; 1 is for no change, 2 for twice as many")
        }
        return multiplier
    }

    private func length(at place: EventFeedError.Place) throws(EventFeedError) -> Int64? {
        if end != nil, duration != nil {
            throw EventFeedError(.contradiction, at: place, "an end and a duration are both given; leave one out")
        }
        if let end, end < start {
            throw EventFeedError(.contradiction, at: place, "the end lies before the start; swap or correct them")
        }
        // An end may be any number, but not before the start, which is near 1970.
        guard let length = duration ?? end.map({ $0.subtractingReportingOverflow(start).partialValue }) else {
            return nil
        }
        guard (0...EventFeed.longestDuration).contains(length) else {
            throw EventFeedError(
                .badTime, at: place,
                "the duration of \(length) s is not within 0 and 366 days; write seconds, or several events")
        }
        return length
    }
}
