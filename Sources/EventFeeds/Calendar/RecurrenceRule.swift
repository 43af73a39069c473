/// A rule by which an event repeats (RFC 5545, section 3.3.10), on days at the time of day that it first begins.
struct RecurrenceRule {
    enum Frequency: String {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// A day of the week and, if not 0, which one of the month or year: 1 for its first, -1 for its last.
    struct OrdinalDay: Equatable {
        let ordinal: Int
        let weekday: Weekday
    }

    var frequency = Frequency.daily
    var interval = 1
    /// Occurrences, the first among them.
    var count: Int?
    var until: CalendarTime?
    var weekdays: [OrdinalDay] = []
    /// 1 to 31, or from the end of the month -1 to -31.
    var monthDays: [Int] = []
    var months: [Int] = []
    /// Which of the days of a period: 1 for its first, -1 for its last.
    var positions: [Int] = []
    var weekStart = Weekday.monday

    /// Whether ordinals of days count those of a month, and not those of a year.
    var countsInMonths: Bool { frequency == .monthly || !months.isEmpty }
}
