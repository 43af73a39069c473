import Foundation
import StrictJSON

/// The members of one object of a JSON feed, with the way to it for errors.
struct JSONFields {
    let object: JSONObject
    /// Such as `events[3]`.
    let path: String

    /// - Parameter allowed: nil where other members are passed over.
    /// - Throws: ``EventFeedError`` for what is no object, or has a member that is not among the allowed ones.
    init(_ value: JSONValue, _ path: String, allowed: [String]? = nil) throws(EventFeedError) {
        guard case .object(let object) = value else {
            throw EventFeedError(.badValue, at: .member(path), "this is \(value.kind), not an object")
        }
        self.object = object
        self.path = path
        guard let allowed, let stranger = object.members.first(where: { !allowed.contains($0.name) }) else { return }
        throw EventFeedError(
            .unknownMember, at: .member(path),
            "there is no member \"\(FeedText.shown(stranger.name))\"; correct it or leave it out: "
                + allowed.joined(separator: ", ") + " are read")
    }

    func place(_ name: String) -> EventFeedError.Place { .member("\(path).\(name)") }

    /// Nil for null, too.
    subscript(name: String) -> JSONValue? {
        if case .null = object[name] { return nil }
        return object[name]
    }

    func text(_ name: String) throws(EventFeedError) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { throw wrong(name, value, "a text") }
        return text
    }

    func number(_ name: String) throws(EventFeedError) -> Double? {
        guard let value = self[name] else { return nil }
        guard let number = value.number else { throw wrong(name, value, "a number") }
        return number
    }

    func list(_ name: String) throws(EventFeedError) -> [JSONValue] {
        guard let value = self[name] else { return [] }
        guard case .array(let list) = value else { throw wrong(name, value, "a list") }
        return list
    }

    /// Seconds by the clock of a zone.
    func time(_ name: String, zone: TimeZone) throws(EventFeedError) -> Int64? {
        switch self[name] {
        case nil: return nil
        case .integer(let seconds): return seconds
        case .string(let text):
            if let time = FeedTime.parse(text, zone: zone) { return time }
            throw EventFeedError(
                .badTime, at: place(name), "\"\(FeedText.shown(text))\" is no time: \(FeedTime.forms)")
        case let value?: throw wrong(name, value, "a time or whole seconds")
        }
    }

    func wrong(_ name: String, _ value: JSONValue, _ wanted: String) -> EventFeedError {
        EventFeedError(.badValue, at: place(name), "this is \(value.kind), not \(wanted)")
    }
}

extension JSONValue {
    /// Nil for what is no number.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .decimal(let number): number
        default: nil
        }
    }
}
