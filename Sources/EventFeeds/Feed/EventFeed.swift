package import Forecasting

/// What a feed holds: events that are known beforehand, and vulnerabilities that were made public.
package struct EventFeed: Hashable, Sendable {
    /// Bytes of a feed.
    package static let mostBytes = 16 << 20
    /// Events of a feed, and alerts, and occurrences of its rules.
    package static let mostEvents = 100_000
    /// Characters of a text: longer titles and summaries are cut, other texts are refused.
    package static let longestText = 1_000
    /// Seconds that an event lasts.
    package static let longestDuration: Int64 = 366 * 86_400

    /// By their starts.
    package let events: [ScheduledEvent]
    /// As they stand in the feed.
    package let alerts: [VulnerabilityAlert]

    package init(events: [ScheduledEvent] = [], alerts: [VulnerabilityAlert] = []) {
        self.events = events.sorted { ($0.start, $0.kind, $0.title) < ($1.start, $1.kind, $1.title) }
        self.alerts = alerts
    }
}
