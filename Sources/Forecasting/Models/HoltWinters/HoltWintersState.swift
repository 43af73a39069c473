/// Exponential smoothing of the logarithms of one series: level, damped trend, a season of a day and one of a week, and
/// a residual that fades (Holt and Winters' method with the two seasons and the autocorrelation of Taylor 2003,
/// "Short-term electricity demand forecasting using double seasonal exponential smoothing", equations 6 to 10; its
/// autoregression of residuals is given a moving average besides).
///
/// The day has a term for every quarter of an hour, the week one for every hour, or for every bin where bins are longer:
/// terms of single minutes would be noise, and there are few weeks.
struct HoltWintersState: Sendable {
    private static let quarters = 96
    private static let hours = 24

    private let grid: TimeGrid
    private var level = 0.0
    private var trend = 0.0
    private var residual = 0.0
    /// On the first day, the values themselves.
    private var day: [Float]
    private var week: [Float]
    /// Bins of the first day so far; nil once it is over.
    private var young: Int? = 0
    private var latest = 0.0

    init(_ grid: TimeGrid) {
        self.grid = grid
        day = [Float](repeating: .nan, count: min(Self.quarters, grid.daily))
        week = [Float](repeating: 0, count: 7 * min(Self.hours, grid.daily))
    }

    /// Takes in the next bin, in constant time.
    ///
    /// - Parameters:
    ///   - value: log(1 + count); nil where it is missing: then time passes, and nothing is learnt.
    ///   - bin: its number.
    mutating func append(_ value: Double?, bin: Int64, _ parameters: HoltWintersParameters) {
        latest = value ?? latest
        let phase = daySlot(bin)
        if let young { return begin(value, phase: phase, bins: young + 1) }
        trend *= HoltWintersParameters.damping
        level += trend
        guard let value else {
            residual *= parameters.memory
            return
        }
        let slot = weekSlot(bin)
        let rest = value - level - Double(day[phase]) - Double(week[slot])
        let error = rest - parameters.memory * residual
        residual = parameters.memory * residual + parameters.gain * error
        level += parameters.level * error
        trend += parameters.level * parameters.trend * error
        day[phase] += Float(parameters.day * error)
        week[slot] += Float(parameters.week * error)
    }

    /// The logarithm that a later bin is forecast to have.
    func forecast(_ target: Int64, _ horizon: HoltWintersHorizon) -> Double {
        guard young == nil else { return latest }
        let seasons = Double(day[daySlot(target)]) + Double(week[weekSlot(target)])
        return level + horizon.drift * trend + seasons + horizon.carry * residual
    }

    /// The first day is only remembered; its mean is the first level, and what is left the first season.
    private mutating func begin(_ value: Double?, phase: Int, bins: Int) {
        if let value { day[phase] = day[phase].isNaN ? Float(value) : (day[phase] + Float(value)) / 2 }
        young = bins
        guard bins >= grid.daily else { return }
        let known = day.filter { !$0.isNaN }
        guard !known.isEmpty else { return }
        level = known.reduce(0) { $0 + Double($1) } / Double(known.count)
        for index in day.indices { day[index] = day[index].isNaN ? 0 : Float(Double(day[index]) - level) }
        young = nil
    }

    private func daySlot(_ bin: Int64) -> Int { grid.phaseOfDay(bin) * day.count / grid.daily }

    private func weekSlot(_ bin: Int64) -> Int { grid.phaseOfWeek(bin) * week.count / (7 * grid.daily) }
}
