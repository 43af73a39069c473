import CivilCalendar

/// A date and a time of day. There are no zones: it is the time of whatever clock the data was written by.
package struct CivilTime: Hashable, Sendable {
    /// Seconds.
    package static let day: Int64 = 86_400
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private let calendarDate: CivilDate
    /// Since midnight.
    private let second: Int

    /// - Parameter time: seconds since 1970-01-01T00:00:00.
    package init(_ time: Int64) {
        calendarDate = CivilDate(seconds: time)
        second = Int(time - calendarDate.seconds)
    }

    /// When a day begins, in seconds since 1970-01-01T00:00:00.
    package static func start(year: Int64, month: Int64, day: Int64) -> Int64 {
        (Int64(CivilDate.number(ofYear: Int(year), Int(month))) + day - 1) * Self.day
    }

    /// Of the common era; 0 is the year before its first.
    var year: Int64 { Int64(calendarDate.year) }

    /// 1...12.
    var month: Int64 { Int64(calendarDate.month) }

    /// 14:05.
    package var clock: String { CivilDate.digits(second / 3_600) + ":" + CivilDate.digits(second / 60 % 60) }

    /// 14:05:30.
    package var clockWithSeconds: String { clock + ":" + CivilDate.digits(second % 60) }

    /// 3 Nov.
    package var date: String { "\(calendarDate.day) \(monthName)" }

    /// Nov.
    package var monthName: String { Self.months[calendarDate.month - 1] }
}
