import CivilCalendar

/// A moment in the form of `X-Amz-Date`: ISO 8601 basic, `20260131T235959Z`, in UTC.
package struct SignatureDate: Hashable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let epochSeconds: Int64
    package let description: String

    /// The date alone, as in a credential's scope: `20260131`.
    package var day: String { String(description.prefix(8)) }

    /// - Parameter epochSeconds: of the years 1 to 9999; others are clamped to 1970.
    package init(epochSeconds: Int64) {
        let seconds = (-62_135_596_800..<253_402_300_800).contains(epochSeconds) ? epochSeconds : 0
        self.epochSeconds = seconds
        let date = CivilDate(seconds: seconds)
        let time = Int(seconds - date.seconds)
        let digits = [date.month, date.day].map { CivilDate.digits($0) }.joined()
        let clock = [time / 3600, time / 60 % 60, time % 60].map { CivilDate.digits($0) }.joined()
        description = CivilDate.digits(date.year, 4) + digits + "T" + clock + "Z"
    }

    /// Reads the basic format strictly; nil for anything else, days that do not exist included.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]),
            let day = Self.number(bytes[6..<8]), let hour = Self.number(bytes[9..<11]),
            let minute = Self.number(bytes[11..<13]), let second = Self.number(bytes[13..<15])
        else { return nil }
        guard year >= 1, hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        epochSeconds = date.seconds + Int64(hour * 3600 + minute * 60 + second)
        description = text
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }
}
