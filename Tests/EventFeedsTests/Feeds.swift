import EventFeeds
import Foundation
import Testing

/// Reading of small feeds, and of times as people write them.
enum Feeds {
    /// Seconds of `1997-09-02 09:00` or `1997-09-02`.
    static func seconds(_ text: String) throws -> Int64 {
        let style = Date.ISO8601FormatStyle(timeZone: .gmt)
        let full = text.count == 10 ? "\(text)T00:00:00Z" : "\(text.replacing(" ", with: "T")):00Z"
        return Int64(try Date(full, strategy: style).timeIntervalSince1970)
    }

    /// `1997-09-02 09:00`.
    static func text(_ seconds: Int64) -> String {
        let text = Date(timeIntervalSince1970: Double(seconds)).ISO8601Format()
        return String(text.dropLast(4)).replacing("T", with: " ")
    }

    static func reader(
        _ from: String = "1997-01-01", _ to: String = "2004-01-01", zone: String = "GMT"
    ) throws -> FeedReader {
        FeedReader(
            defaultKind: "feed", window: try seconds(from)..<seconds(to), zone: try #require(TimeZone(identifier: zone))
        )
    }

    /// A calendar of one event with these lines.
    static func calendar(_ lines: String...) -> String {
        (["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n")
    }

    static func error(_ text: String, _ reader: FeedReader) -> EventFeedError? {
        do {
            _ = try reader.read(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }
}
