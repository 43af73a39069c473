package import KeyMap

extension Timestamp {
    /// The moment in UTC to the second, as in `2026-11-21T11:49:09Z`: the form of CloudTrail's `eventTime`.
    package var iso8601: String {
        let second = Int(wholeSeconds - wholeDays * 86_400)
        let time = (hour: second / 3600, minute: second / 60 % 60, second: second % 60)
        return day + "T" + Self.padded(time.hour, to: 2) + ":" + Self.padded(time.minute, to: 2) + ":"
            + Self.padded(time.second, to: 2) + "Z"
    }

    /// Reads what ``iso8601`` writes; nil for anything else.
    package init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            bytes[range].reduce(Int64?.some(0)) { sum, digit in
                guard let sum, (48...57).contains(digit) else { return nil }
                return 10 * sum + Int64(digit - 48)
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        // Day count from a civil date, H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(microseconds: (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000)
        guard iso8601 == text else { return nil }
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
