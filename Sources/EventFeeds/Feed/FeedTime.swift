import ForecastFiles
import Foundation

/// Times of JSON and CSV feeds: those of ``TimeText``, also a date alone, with a fraction of a second, which is dropped, and
/// with an offset (RFC 3339, section 5.6).
enum FeedTime {
    /// How times may be written, for messages.
    static let forms =
        "write 2026-01-31T23:55:00, with Z or an offset such as +01:00 for other clocks, or whole seconds"

    /// Seconds since 1970-01-01T00:00:00 by the clock of a zone; nil for any other text. Without Z or an offset the time is
    /// one of that clock.
    static func parse(_ text: String, zone: TimeZone) -> Int64? {
        var text = Array(text.utf8)
        let offset = removeOffset(&text)
        if text.last == UInt8(ascii: "Z") { return nil }
        if text.count > 19, text[19] == UInt8(ascii: ".") {
            guard (1...12).contains(text.count - 20), text[20...].allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            text.removeSubrange(19...)
        }
        if text.count == 10, text[4] == UInt8(ascii: "-") { text += Array("T00:00".utf8) }
        guard let reading = TimeText.parse(text) else { return nil }
        guard let offset else { return reading }
        return zone.reading(of: reading - offset)
    }

    /// Seconds that the time's own clock is ahead of UTC; nil where nothing is said.
    private static func removeOffset(_ text: inout [UInt8]) -> Int64? {
        if text.last == UInt8(ascii: "Z") {
            text.removeLast()
            return 0
        }
        guard text.count >= 16 + 6 else { return nil }
        let tail = text.suffix(6).map { $0 }
        guard tail[0] == UInt8(ascii: "+") || tail[0] == UInt8(ascii: "-"), tail[3] == UInt8(ascii: ":") else {
            return nil
        }
        guard let hours = number(tail[1...2]), hours < 24, let minutes = number(tail[4...5]), minutes < 60 else {
            return nil
        }
        text.removeLast(6)
        return (tail[0] == UInt8(ascii: "-") ? -60 : 60) * (hours * 60 + minutes)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        digits.allSatisfy { (48...57).contains($0) } ? Int64(String(decoding: digits, as: UTF8.self)) : nil
    }
}
