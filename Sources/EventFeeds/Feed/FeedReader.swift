package import Foundation

/// Reads feeds of three formats, which it tells apart by what they contain: JSON, iCalendar and CSV.
package struct FeedReader: Sendable {
    /// What events are called for which the feed says nothing: a file's name, for example.
    package var defaultKind: String
    /// Seconds by the caller's clock. Of what a calendar repeats, only what falls into it is made into events; whatever
    /// happens once is read whenever it is.
    package var window: Range<Int64>
    /// The caller's clock: times with a zone or an offset are converted to it, and all others stand as they are.
    package var zone: TimeZone

    package init(defaultKind: String, window: Range<Int64>, zone: TimeZone = .gmt) {
        self.defaultKind = defaultKind
        self.window = window
        self.zone = zone
    }

    /// - Throws: ``EventFeedError``, which names the place.
    package func read(_ bytes: [UInt8]) throws(EventFeedError) -> EventFeed {
        guard bytes.count <= EventFeed.mostBytes else {
            throw EventFeedError(
                .tooLong, "the feed has \(bytes.count) bytes, and \(EventFeed.mostBytes) are read at most; split it")
        }
        // A byte order mark.
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        let start = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }.prefix(32)
        switch start.first {
        case nil: throw EventFeedError(.badFormat, "the feed is empty; look at what its address answers")
        case UInt8(ascii: "{"), UInt8(ascii: "["): return try JSONFeed(self).read(text)
        case UInt8(ascii: "<"):
            throw EventFeedError(
                .badFormat, "the feed begins as a web page or XML does; give the address of its JSON, iCalendar or CSV")
        default: break
        }
        if String(decoding: start, as: UTF8.self).uppercased().hasPrefix("BEGIN:VCALENDAR") {
            return try CalendarFeed(self).read(text)
        }
        return try TableFeed(self).read(text)
    }
}
