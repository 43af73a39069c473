import CivilCalendar
import Foundation

/// A DATE or DATE-TIME (RFC 5545, sections 3.3.4 and 3.3.5): what a clock shows, and which clock.
struct CalendarTime: Equatable {
    /// Seconds since 1970-01-01T00:00:00 of its own clock; of a date, the day's first.
    var reading: Int64
    /// Nil where it is any clock's.
    let zone: TimeZone?
    let isDate: Bool

    /// - Parameters:
    ///   - text: such as 19970714, 19970714T133000 or 19970714T173000Z.
    ///   - zone: of its clock unless a Z says UTC.
    /// - Returns: nil for any other text.
    init?(_ text: String, zone: TimeZone?) {
        var digits = Array(text.utf8)
        let isUTC = digits.last == UInt8(ascii: "Z")
        if isUTC { digits.removeLast() }
        guard digits.count == 8 && !isUTC || digits.count == 15 && digits[8] == UInt8(ascii: "T") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            let part = digits[range]
            guard part.allSatisfy({ (48...57).contains($0) }) else { return nil }
            return part.reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        isDate = digits.count == 8
        var ofDay = 0
        if !isDate {
            // 60 is a leap second, which clocks here do not have.
            guard let hour = number(9..<11), let minute = number(11..<13), let second = number(13..<15), hour < 24,
                minute < 60, second <= 60
            else { return nil }
            ofDay = hour * 3_600 + minute * 60 + min(second, 59)
        }
        reading = Int64(date.number * 86_400 + ofDay)
        self.zone = isDate ? nil : isUTC ? .gmt : zone
    }

    /// Days since 1970-01-01 of its own clock.
    var day: Int { CivilDate.floor(Int(reading), 86_400) }

    var moment: CalendarMoment { zone.map { .instant($0.instant(of: reading)) } ?? .floating(reading) }

    /// The same time of another day.
    func on(_ day: Int) -> CalendarTime {
        var time = self
        time.reading += Int64((day - self.day) * 86_400)
        return time
    }

    /// So many days later by the calendar, and then so many seconds.
    func advanced(days: Int64, seconds: Int64) -> CalendarMoment {
        var time = self
        time.reading += days * 86_400
        return time.moment.advanced(by: seconds)
    }
}
