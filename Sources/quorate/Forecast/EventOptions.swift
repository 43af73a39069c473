import ArgumentParser
import EventFeeds
import ForecastFiles
import Forecasting
import Foundation

/// The calendar of events that forecasts may know beforehand.
struct EventOptions: ParsableArguments {
    @Option(
        help:
            "A file or an http address of scheduled events, as JSON, iCalendar or CSV, whose effect is learnt from the past."
    )
    var events: String?

    @Option(
        help:
            "The time zone of the clock that the counts are kept by, such as Europe/Paris, to which events are brought."
    )
    var zone = "UTC"

    func validate() throws {
        guard TimeZone(identifier: zone) != nil else {
            throw ValidationError("--zone \(zone): no such time zone is known; write it as Europe/Paris.")
        }
    }

    /// The events from a file's first bin to two days after its last.
    ///
    /// - Returns: nothing where no feed is named.
    func read(around file: CountFile) async throws -> [ScheduledEvent] {
        guard let events, let series = file.series.first else { return [] }
        // Of an address the rest may be a secret.
        let host = Self.isAddress(events) ? URL(string: events)?.host() ?? "the address" : nil
        let name = host ?? URL(fileURLWithPath: events).deletingPathExtension().lastPathComponent
        let start = series.grid.start(of: series.first)
        let end = series.grid.start(of: series.first + Int64(series.counts.count)) + 2 * 86_400
        let reader = FeedReader(defaultKind: name, window: start..<end, zone: TimeZone(identifier: zone) ?? .gmt)
        do {
            return try reader.read(try await bytes(of: events)).events
        } catch let error as EventFeedError {
            throw ValidationError("--events \(host ?? events): \(error).")
        } catch let error as URLFeedError {
            throw ValidationError("--events: \(error).")
        }
    }

    private static func isAddress(_ source: String) -> Bool { source.contains("://") }

    private func bytes(of source: String) async throws -> [UInt8] {
        guard Self.isAddress(source) else { return try InputFile(path: source, option: nil).readUnpacked() }
        guard case .changed(let bytes, _) = try await URLFeed(source).fetch(FeedValidators()) else { return [] }
        return bytes
    }
}
