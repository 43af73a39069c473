package import KeyMap

extension Timestamp {
    /// The moment in UTC to the second, as in `2026-11-21T11:49:09Z`: the form of CloudTrail's `eventTime`.
    package var iso8601: String {
        let second = Int(wholeSeconds - wholeDays * 86_400)
        let time = (hour: second / 3600, minute: second / 60 % 60, second: second % 60)
        return day + "T" + Self.padded(time.hour, to: 2) + ":" + Self.padded(time.minute, to: 2) + ":"
            + Self.padded(time.second, to: 2) + "Z"
    }

    /// The day in UTC, as in `2026-11-21`.
    package var day: String {
        // Civil date from a day count, H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
        let shifted = wholeDays + 719_468
        let era = Self.floor(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return
            "\(Self.padded(Int(year), to: 4))-\(Self.padded(Int(month), to: 2))-\(Self.padded(Int(dayOfMonth), to: 2))"
    }

    private var wholeSeconds: Int64 { Self.floor(microseconds, by: 1_000_000) }
    private var wholeDays: Int64 { Self.floor(wholeSeconds, by: 86_400) }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
