import CivilCalendar
package import KeyMap

extension Timestamp {
    /// The moment in UTC to the second, as in `2026-11-21T11:49:09Z`: the form of CloudTrail's `eventTime`.
    package var iso8601: String {
        let second = Int(wholeSeconds - wholeDays * 86_400)
        let time = (hour: second / 3600, minute: second / 60 % 60, second: second % 60)
        return day + "T" + CivilDate.digits(time.hour) + ":" + CivilDate.digits(time.minute) + ":"
            + CivilDate.digits(time.second) + "Z"
    }

    /// Reads what ``iso8601`` writes; nil for anything else.
    package init?(iso8601 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(Int?.some(0)) { sum, digit in
                guard let sum, (48...57).contains(digit) else { return nil }
                return 10 * sum + Int(digit - 48)
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), let second = number(17..<19),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        self.init(microseconds: (date.seconds + Int64((hour * 60 + minute) * 60 + second)) * 1_000_000)
        guard iso8601 == text else { return nil }
    }

    /// The day in UTC, as in `2026-11-21`.
    package var day: String { CivilDate(number: Int(wholeDays)).description }

    private var wholeSeconds: Int64 { Self.floor(microseconds, by: 1_000_000) }
    private var wholeDays: Int64 { Self.floor(wholeSeconds, by: 86_400) }

    private static func floor(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
