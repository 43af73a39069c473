import CivilCalendar

/// The dates of conditions: the profile of ISO 8601 in the W3C's note "Date and Time Formats", from the day to fractions of
/// a second, from the year on, or seconds since 1970.
enum PolicyDate {
    /// Seconds since 1970-01-01T00:00:00Z; nil for what is no date.
    static func seconds(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        // Fewer digits are a year, or a date without its hyphens: taking them for 1970 would allow or deny the wrong thing.
        if bytes.count >= 9, bytes[..<9].allSatisfy(isDigit) { return number(text) }
        var reader = Reader(bytes: bytes)
        guard let year = reader.number(4) else { return nil }
        var month = 1
        var day = 1
        if reader.take("-") {
            guard let number = reader.number(2), (1...12).contains(number) else { return nil }
            month = number
            if reader.take("-") {
                guard let number = reader.number(2), (1...CivilDate.length(ofMonth: month, year)).contains(number)
                else { return nil }
                day = number
            } else if !reader.isAtEnd {
                return nil
            }
        }
        let start = Double(CivilDate.number(ofYear: year, month) + day - 1) * 86_400
        if reader.isAtEnd { return start }
        guard reader.hasDay, reader.take("T"), let hour = reader.number(2), reader.take(":"),
            let minute = reader.number(2),
            hour < 24, minute < 60
        else { return nil }
        var second = 0.0
        if reader.take(":") {
            guard let whole = reader.number(2), whole < 61 else { return nil }
            second = Double(whole)
            if reader.take(".") {
                guard let fraction = reader.fraction() else { return nil }
                second += fraction
            }
        }
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        return start + Double(hour * 3_600 + minute * 60) + second - Double(offset)
    }

    /// Digits, and after a point more of them.
    private static func number(_ text: String) -> Double? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else { return nil }
        return Double(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }
        /// Whether a year, a month and a day were read.
        var hasDay: Bool { position == 10 }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        mutating func number(_ digits: Int) -> Int? {
            guard bytes.count - position >= digits else { return nil }
            let part = bytes[position..<position + digits]
            guard part.allSatisfy(isDigit) else { return nil }
            position += digits
            return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }

        /// The digits after the point, at most nine.
        mutating func fraction() -> Double? {
            var value = 0.0
            var scale = 0.1
            let start = position
            while position < bytes.count, isDigit(bytes[position]) {
                value += Double(bytes[position] - UInt8(ascii: "0")) * scale
                scale /= 10
                position += 1
            }
            return (1...9).contains(position - start) ? value : nil
        }

        /// `Z`, `+hh:mm` or `-hh:mm`, in seconds.
        mutating func offset() -> Int? {
            if take("Z") { return 0 }
            let sign = take("+") ? 1 : take("-") ? -1 : 0
            guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
                return nil
            }
            return sign * (hours * 3_600 + minutes * 60)
        }
    }
}
