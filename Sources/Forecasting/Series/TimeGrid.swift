/// Bins of equal length, numbered from 1970-01-01T00:00:00 on. A time without a zone is taken as it stands: seasons are
/// those of the clock that the data was written by.
package struct TimeGrid: Hashable, Sendable {
    private static let day: Int64 = 86_400
    /// 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
    private static let firstWeekday: Int64 = 3

    /// Seconds a bin; divides a day.
    package let interval: Int64

    /// - Throws: ``ForecastingError`` with `.badParameter` for an interval that does not divide a day.
    package init(interval: Int64) throws(ForecastingError) {
        guard interval > 0, Self.day % interval == 0 else {
            throw ForecastingError(.badParameter, "bins of \(interval) s do not fill a day of 86,400 s evenly")
        }
        self.interval = interval
    }

    package static let minutes = TimeGrid(divisor: 60)
    package static let fiveMinutes = TimeGrid(divisor: 300)
    package static let hours = TimeGrid(divisor: 3_600)

    private init(divisor: Int64) { interval = divisor }

    /// Bins of a day, at least one.
    package var daily: Int { Int(Self.day / interval) }

    /// The bin that a time lies in.
    ///
    /// - Parameter time: seconds since 1970-01-01T00:00:00.
    package func bin(of time: Int64) -> Int64 { time >= 0 ? time / interval : -((interval - 1 - time) / interval) }

    /// When a bin begins, in seconds since 1970-01-01T00:00:00.
    package func start(of bin: Int64) -> Int64 { bin * interval }

    /// Which of a day's bins it is: 0..<``daily``.
    package func phaseOfDay(_ bin: Int64) -> Int { Self.modulo(bin, Int64(daily)) }

    /// Which of a week's bins it is, from Monday 00:00 on: 0..<7 · ``daily``.
    package func phaseOfWeek(_ bin: Int64) -> Int {
        Self.modulo(bin + Self.firstWeekday * Int64(daily), 7 * Int64(daily))
    }

    /// Whether it lies on a Saturday or Sunday.
    package func isWeekend(_ bin: Int64) -> Bool { phaseOfWeek(bin) >= 5 * daily }

    private static func modulo(_ value: Int64, _ divisor: Int64) -> Int {
        Int((value % divisor + divisor) % divisor)
    }
}
