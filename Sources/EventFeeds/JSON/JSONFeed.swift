import Forecasting
import StrictJSON

/// Reads events and vulnerabilities from JSON: an object with `events` and `alerts`, a list of events, or vulnerabilities in
/// the OSV format, one, a list, or as `vulns` of an answer to a query.
struct JSONFeed {
    private let reader: FeedReader

    init(_ reader: FeedReader) {
        self.reader = reader
    }

    /// - Throws: ``EventFeedError``, which names the member.
    func read(_ bytes: [UInt8]) throws(EventFeedError) -> EventFeed {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw EventFeedError(.badFormat, at: .byte(error.offset), "the feed is no JSON: \(error.message)")
        }
        switch value {
        case .array(let list) where list.first.map(OSVAlert.matches) ?? false:
            return EventFeed(alerts: try vulnerabilities(list, ""))
        case .array(let list): return EventFeed(events: try events(list, ""))
        default: return try feed(value)
        }
    }

    private func feed(_ value: JSONValue) throws(EventFeedError) -> EventFeed {
        let fields = try JSONFields(value, "feed")
        if OSVAlert.matches(value) { return EventFeed(alerts: try OSVAlert(value, "feed").alert.map { [$0] } ?? []) }
        guard ["events", "alerts", "vulns"].contains(where: { fields.object[$0] != nil }) else {
            throw EventFeedError(
                .missing, "the feed has neither \"events\" nor \"alerts\", and is no vulnerability of the OSV format")
        }
        // What answers a query for vulnerabilities may have more.
        if fields.object["vulns"] == nil {
            _ = try JSONFields(value, "feed", allowed: ["events", "alerts", "version"])
        }
        var alerts: [VulnerabilityAlert] = []
        for (index, alert) in try limited(try fields.list("alerts"), "alerts").enumerated() {
            alerts.append(try JSONAlert(alert, "alerts[\(index)]").alert)
        }
        alerts += try vulnerabilities(try fields.list("vulns"), "vulns")
        return EventFeed(events: try events(try fields.list("events"), "events"), alerts: alerts)
    }

    private func events(_ list: [JSONValue], _ name: String) throws(EventFeedError) -> [ScheduledEvent] {
        var events: [ScheduledEvent] = []
        for (index, event) in try limited(list, name).enumerated() {
            events.append(try JSONEvent(event, "\(name)[\(index)]", reader).event)
        }
        return events
    }

    private func vulnerabilities(_ list: [JSONValue], _ name: String) throws(EventFeedError) -> [VulnerabilityAlert] {
        var alerts: [VulnerabilityAlert] = []
        for (index, alert) in try limited(list, name).enumerated() {
            if let alert = try OSVAlert(alert, "\(name)[\(index)]").alert { alerts.append(alert) }
        }
        return alerts
    }

    private func limited(_ list: [JSONValue], _ name: String) throws(EventFeedError) -> [JSONValue] {
        guard list.count <= EventFeed.mostEvents else {
            throw EventFeedError(
                .tooLong, at: .member("\(name)[\(EventFeed.mostEvents)]"),
                "the list has \(list.count) elements, and \(EventFeed.mostEvents) are read at most; split it")
        }
        return list
    }
}
