import Forecasting

/// The properties of an event of a calendar that come once, and those that our own names are for: `X-QUORATE-KEYS` and
/// `X-QUORATE-TAGS`, lists with commas, and `X-QUORATE-MULTIPLIER`.
struct CalendarProperties {
    private static let single: Set<String> = [
        "DTSTART", "DTEND", "DURATION", "UID", "SEQUENCE", "STATUS", "RRULE", "RECURRENCE-ID", "SUMMARY",
        "X-QUORATE-MULTIPLIER",
    ]

    private let lines: [ContentLine]
    private let byName: [String: ContentLine]

    /// - Throws: ``EventFeedError`` where one that must come once comes twice.
    init(_ lines: [ContentLine]) throws(EventFeedError) {
        var byName: [String: ContentLine] = [:]
        for line in lines where Self.single.contains(line.name) {
            guard byName.updateValue(line, forKey: line.name) == nil else {
                throw EventFeedError(
                    .contradiction, at: line.place, "the event has a second \(line.name); leave one out")
            }
        }
        self.lines = lines
        self.byName = byName
    }

    subscript(name: String) -> ContentLine? { byName[name] }

    /// What the event is; its times are yet to be filled in.
    ///
    /// - Throws: ``EventFeedError``.
    func draft() throws(EventFeedError) -> EventDraft {
        var draft = EventDraft(start: 0)
        draft.title = self["SUMMARY"]?.text ?? ""
        draft.kind = list("CATEGORIES").first ?? draft.title
        draft.keys = list("X-QUORATE-KEYS")
        draft.tags = list("X-QUORATE-TAGS").map(ScheduledEvent.Tag.init(text:))
        if let line = self["X-QUORATE-MULTIPLIER"] {
            guard let factor = FeedNumber.parse(FeedText.printable(line.value)) else {
                throw EventFeedError(
                    .badValue, at: line.place, "\"\(FeedText.shown(line.value))\" is no multiplier: write a number")
            }
            draft.multiplier = factor
        }
        return draft
    }

    /// The texts of all properties of a name but empty ones.
    private func list(_ name: String) -> [String] {
        lines.lazy.filter { $0.name == name }.flatMap(\.texts).map(FeedText.printable).filter { !$0.isEmpty }
    }
}
