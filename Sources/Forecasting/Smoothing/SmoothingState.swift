/// Eight exponential smoothings of one series: level, damped trend, day, week and the last residual (Taylor, 2003).
struct SmoothingState: Sendable {
    /// What is left of the trend after a step.
    static let damping: Float = 0.98
    /// Long seasons, which are weeks of days, are this many seasons.
    static let seasonsOfLong = 7

    private let parameters: SmoothingParameters
    private var level: Lanes
    private var trend = Lanes.zero
    private var residual = Lanes.zero
    private var season: [Lanes]
    private var longSeason: [Lanes]

    /// Starts from the means of two long seasons.
    ///
    /// - Parameters:
    ///   - parameters: of the eight.
    ///   - values: the series, of at least two long seasons.
    ///   - season: steps of a season.
    init(_ parameters: SmoothingParameters, _ values: [Float], season count: Int) {
        self.parameters = parameters
        let long = Self.seasonsOfLong * count
        let mean = values[..<(2 * long)].reduce(0, +) / Float(2 * long)
        level = Lanes(repeating: mean)
        season = (0..<count).map { place in
            var sum: Float = 0
            for t in stride(from: place, to: 2 * long, by: count) { sum += values[t] - mean }
            return Lanes(repeating: sum / Float(2 * Self.seasonsOfLong))
        }
        longSeason = []
        for place in 0..<long {
            let rest = (values[place] + values[place + long]) / 2 - mean - season[place % count][0]
            longSeason.append(parameters.isLong * rest)
        }
    }

    /// Takes in the value of a step.
    mutating func advance(_ value: Float, step: Int) {
        let (day, week) = (step % season.count, step % longSeason.count)
        let forecast = level + Self.damping * trend + season[day] + longSeason[week]
        let error = value - forecast - parameters.memory * residual
        residual = value - forecast
        level += Self.damping * trend + parameters.level * error
        trend = Self.damping * trend + parameters.level * parameters.trend * error
        season[day] += parameters.season * error
        longSeason[week] += parameters.longSeason * error
    }

    /// Calls `body` with the forecasts of the eight for each step ahead, 0 being the next.
    ///
    /// - Parameters:
    ///   - step: the next step's number.
    ///   - horizon: steps ahead.
    func forecasts(step: Int, horizon: Int, _ body: (Int, Lanes) -> Void) {
        var slope = trend
        var drift = Lanes.zero
        var memory = residual
        for ahead in 0..<horizon {
            slope *= Self.damping
            drift += slope
            memory *= parameters.memory
            let seasons = season[(step + ahead) % season.count] + longSeason[(step + ahead) % longSeason.count]
            body(ahead, level + drift + seasons + memory)
        }
    }
}
