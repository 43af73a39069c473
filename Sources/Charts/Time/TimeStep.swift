/// From one tick of a time axis to the next.
enum TimeStep: Hashable, Sendable {
    /// Equal parts of a day, or some days. Ticks are at the multiples of the length, and so much later.
    case even(seconds: Int64, offset: Int64 = 0)
    case months(Int64)

    /// What can be chosen from, the shortest first. Weeks begin on Monday, as 5 January 1970 was one.
    static let all: [TimeStep] =
        [1, 2, 5, 10, 15, 30].map { .even(seconds: $0) }
        + [1, 2, 5, 10, 15, 30].map { .even(seconds: $0 * 60) }
        + [1, 2, 3, 6, 12].map { .even(seconds: $0 * 3600) }
        + [.even(seconds: CivilTime.day), .even(seconds: 2 * CivilTime.day)]
        + [.even(seconds: 7 * CivilTime.day, offset: 4 * CivilTime.day)]
        + [1, 3, 6].map { .months($0) }
        + [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000].flatMap { decade in
            [1, 2, 5].map { .months($0 * decade * 12) }
        }

    /// The least time between two ticks, s.
    var shortest: Int64 {
        switch self {
        case .even(let seconds, _): seconds
        case .months(let months) where months % 12 == 0: months / 12 * 365 * CivilTime.day
        case .months(let months): months * 28 * CivilTime.day
        }
    }

    /// The times of the ticks within a range.
    func times(in range: ClosedRange<Int64>) -> [Int64] {
        switch self {
        case .even(let seconds, let offset):
            let first = -(offset - range.lowerBound).floored(by: seconds) * seconds + offset
            return Array(stride(from: first, through: range.upperBound, by: Int64.Stride(seconds)))
        case .months(let months):
            let start = CivilTime(range.lowerBound)
            var month = (start.year * 12 + start.month - 1).floored(by: months) * months
            var times: [Int64] = []
            while true {
                let year = month.floored(by: 12)
                let time = CivilTime.start(year: year, month: month - year * 12 + 1, day: 1)
                guard time <= range.upperBound else { return times }
                if time >= range.lowerBound { times.append(time) }
                month += months
            }
        }
    }

    /// What stands at a tick.
    func label(at time: CivilTime) -> String {
        switch self {
        case .even(let seconds, _) where seconds < 60: time.clockWithSeconds
        case .even(let seconds, _) where seconds < CivilTime.day: time.clock
        case .even: time.date
        case .months(let months) where months % 12 == 0: "\(time.year)"
        case .months: time.monthName
        }
    }

    /// What stands below that where it changes: the date below times of day, the year below dates, nothing below years.
    ///
    /// - Parameter before: the time of the last such text, nil for the first, which has a year.
    func context(at time: CivilTime, after before: CivilTime?) -> String? {
        switch self {
        case .even(let seconds, _) where seconds < CivilTime.day:
            guard time.year == before?.year else { return "\(time.date) \(time.year)" }
            return time.date == before?.date ? nil : time.date
        case .months(let months) where months % 12 == 0: return nil
        default: return time.year == before?.year ? nil : "\(time.year)"
        }
    }
}
