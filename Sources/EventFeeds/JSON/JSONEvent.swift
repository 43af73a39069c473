import Forecasting
import StrictJSON

/// One event of a JSON feed.
struct JSONEvent {
    static let members = ["kind", "start", "end", "duration", "keys", "tags", "multiplier", "title"]

    let event: ScheduledEvent

    /// - Throws: ``EventFeedError``.
    init(_ value: JSONValue, _ path: String, _ reader: FeedReader) throws(EventFeedError) {
        let fields = try JSONFields(value, path, allowed: Self.members)
        guard let start = try fields.time("start", zone: reader.zone) else {
            throw EventFeedError(.missing, at: .member(path), "the event has no start; give it one")
        }
        var draft = EventDraft(start: start)
        draft.kind = try fields.text("kind")
        draft.end = try fields.time("end", zone: reader.zone)
        draft.duration = try Self.duration(fields)
        for key in try fields.list("keys") {
            guard case .string(let text) = key else { throw fields.wrong("keys", key, "the id of a key") }
            draft.keys.append(text)
        }
        draft.tags = try Self.tags(fields)
        draft.multiplier = try fields.number("multiplier")
        draft.title = try fields.text("title") ?? ""
        event = try draft.event(reader, at: .member(path))
    }

    private static func duration(_ fields: JSONFields) throws(EventFeedError) -> Int64? {
        switch fields["duration"] {
        case nil: return nil
        case .integer(let seconds): return seconds
        case .string(let text):
            if let duration = DurationText(text) { return duration.total }
            throw EventFeedError(
                .badTime, at: fields.place("duration"),
                "\"\(FeedText.shown(text))\" is no duration: write seconds, or weeks to seconds as in P1DT2H30M")
        case let value?: throw fields.wrong("duration", value, "whole seconds or a text such as PT2H")
        }
    }

    /// A list of objects with name and value, or one object with a member for each tag; null is for any value.
    private static func tags(_ fields: JSONFields) throws(EventFeedError) -> [ScheduledEvent.Tag] {
        guard let value = fields["tags"] else { return [] }
        guard case .array(let list) = value else { return try tags(of: try JSONFields(value, "\(fields.path).tags")) }
        var tags: [ScheduledEvent.Tag] = []
        for (index, element) in list.enumerated() {
            let path = "\(fields.path).tags[\(index)]"
            let members = try JSONFields(element, path)
            if members.object["name"] == nil {
                tags += try Self.tags(of: members)
                continue
            }
            let tag = try JSONFields(element, path, allowed: ["name", "value"])
            tags.append(ScheduledEvent.Tag(name: try tag.text("name") ?? "", value: try tag.text("value")))
        }
        return tags
    }

    private static func tags(of fields: JSONFields) throws(EventFeedError) -> [ScheduledEvent.Tag] {
        var tags: [ScheduledEvent.Tag] = []
        for member in fields.object.members {
            switch member.value {
            case .null: tags.append(ScheduledEvent.Tag(name: member.name, value: nil))
            case .string(let text): tags.append(ScheduledEvent.Tag(name: member.name, value: text))
            default: throw fields.wrong(FeedText.shown(member.name), member.value, "a text")
            }
        }
        return tags
    }
}
