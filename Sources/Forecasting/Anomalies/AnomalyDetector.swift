/// Finds what is unusual in a series, point by point and without look-ahead: the score of a point depends on it and on
/// those before it.
///
/// Five statistics are kept of the series, and each is tested for novelty (``NoveltyTest``) against what it has been
/// before: the value itself; the value less the mean of those just before it (a spike); the mean of the last hour or so
/// (a level); the difference to the season before, averaged over a short and over a longer time (silence where load
/// was expected, a changed season). The five are one test by Fisher's method in Brown's form (``CombinedSurprise``):
/// several moderate surprises at a time count as one large one. Its p-value p makes the score 1 - p, so a score of
/// 1 - p or more comes about p of the time in an undisturbed series, until a ``RefractoryPeriod`` damps what follows an
/// alarm.
///
/// Missing points have no score and change nothing but the place of those after them in the season. The state is
/// bounded: 10 numbers for each remembered point and a season of values, 340 kB with the defaults and a point every
/// 5 minutes.
package struct AnomalyDetector: Sendable {
    /// Greater values count as this one, of which the squares can still be summed.
    private static let greatest = 1e100

    /// What the detector was made with.
    package let configuration: AnomalyConfiguration

    private var interval: SamplingInterval
    private var baseline: MovingAverage
    private var level: MovingAverage
    private var season: SeasonalDifference?
    private var isSeasonTried = false
    private var shortDifference: MovingAverage
    private var longDifference: MovingAverage

    private var valueNovelty: NoveltyTest
    private var spikeNovelty: NoveltyTest
    private var levelNovelty: NoveltyTest
    private var shortNovelty: NoveltyTest
    private var longNovelty: NoveltyTest
    private var refractory: RefractoryPeriod

    package init(_ configuration: AnomalyConfiguration = AnomalyConfiguration()) {
        self.configuration = configuration
        interval = SamplingInterval(given: configuration.interval)
        baseline = MovingAverage(length: configuration.baseline)
        level = MovingAverage(length: configuration.shortWindow)
        shortDifference = MovingAverage(length: configuration.shortWindow)
        longDifference = MovingAverage(length: configuration.longWindow)
        let test = NoveltyTest(
            memory: configuration.memory, tailShare: configuration.tailShare, delay: configuration.shortWindow)
        valueNovelty = test
        spikeNovelty = test
        levelNovelty = test
        shortNovelty = test
        longNovelty = test
        refractory = RefractoryPeriod(length: configuration.refractory, threshold: configuration.threshold)
    }

    /// Judges the next point.
    /// - Parameters:
    ///   - value: nil, not a number or infinite when it is missing.
    ///   - seconds: since any fixed time, in the series' own time zone if its season has one.
    package mutating func score(_ value: Double?, at seconds: Int64) -> AnomalyScore {
        guard let value, value.isFinite else { return .none }
        let surprises = observe(min(max(value, -Self.greatest), Self.greatest), at: seconds)
        let score = CombinedSurprise.score(ofMean: surprises.mean)
        let (damped, isAlarm) = refractory.judge(score)
        return AnomalyScore(value: damped, kind: isAlarm ? surprises.kind : nil)
    }

    /// Takes a value into all statistics.
    private mutating func observe(_ value: Double, at seconds: Int64) -> Surprises {
        var surprises = Surprises()
        surprises.value = valueNovelty.surprise(of: value)
        if let mean = baseline.mean {
            surprises.spike = spikeNovelty.surprise(of: value - mean)
        }
        baseline.append(value)
        level.append(value)
        if let mean = level.mean {
            surprises.level = levelNovelty.surprise(of: mean)
        }
        guard let (difference, before) = seasonalDifference(of: value, at: seconds) else { return surprises }
        // A tenth of what the season before had is next to nothing.
        surprises.isSilent = before > 0 && abs(value) <= before / 10
        shortDifference.append(difference)
        if let mean = shortDifference.mean {
            surprises.shortSeason = shortNovelty.surprise(of: mean)
        }
        longDifference.append(difference)
        if let mean = longDifference.mean {
            surprises.longSeason = longNovelty.surprise(of: mean)
        }
        return surprises
    }

    private mutating func seasonalDifference(
        of value: Double, at seconds: Int64
    ) -> (difference: Double, before: Double)? {
        interval.observe(seconds)
        if !isSeasonTried, let step = interval.seconds {
            isSeasonTried = true
            season = SeasonalDifference(season: configuration.season, interval: step, origin: seconds)
        }
        return season?.difference(of: value, at: seconds)
    }
}
