/// A date of the Gregorian calendar, also of the time before there was one.
///
/// The arithmetic is that of Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013): years are counted from March on,
/// so that a leap day comes last, and 400 of them always have 146,097 days.
package struct CivilDate: Hashable, Sendable, CustomStringConvertible {
    private static let daysOfEra = 146_097
    /// From 0000-03-01 to 1970-01-01.
    private static let daysBefore1970 = 719_468

    /// 0 is the year before the first of the common era.
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// - Returns: nil for a date that there is not, and for years that four digits cannot write.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// - Parameter number: days since 1970-01-01.
    package init(number: Int) {
        let days = number + Self.daysBefore1970
        let era = Self.floor(days, Self.daysOfEra)
        let ofEra = days - era * Self.daysOfEra
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        day = ofYear - (153 * fromMarch + 2) / 5 + 1
        month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// - Parameter seconds: since 1970-01-01T00:00:00.
    package init(seconds: Int64) { self.init(number: Int(Self.floor(Int(seconds), 86_400))) }

    /// Days since 1970-01-01.
    package var number: Int { Self.number(ofYear: year, month) + day - 1 }

    /// Seconds from 1970-01-01T00:00:00 to its beginning.
    package var seconds: Int64 { Int64(number) * 86_400 }

    /// As in `2026-11-21`.
    package var description: String { Self.digits(year, 4) + "-" + Self.digits(month) + "-" + Self.digits(day) }

    /// The number of a month's first day.
    package static func number(ofYear year: Int, _ month: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let leapDays = floor(shifted, 4) - floor(shifted, 100) + floor(shifted, 400)
        return shifted * 365 + leapDays + (153 * ((month + 9) % 12) + 2) / 5 - daysBefore1970
    }

    /// Days.
    ///
    /// - Parameter month: 1 to 12.
    package static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// A number of as many digits at least, with zeros before it.
    package static func digits(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Division that rounds down.
    package static func floor(_ number: Int, _ divisor: Int) -> Int {
        number / divisor - (number % divisor < 0 ? 1 : 0)
    }
}
