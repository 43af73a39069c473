/// What each test of an ``AnomalyDetector`` makes of one point: -log₁₀ p, nil as long as it has too little to go by.
struct Surprises: Sendable {
    /// Of the value.
    var value: Double?
    /// Of the value less the mean of those just before it.
    var spike: Double?
    /// Of the mean of the last values.
    var level: Double?
    /// Of the mean difference to the season before, over a short time.
    var shortSeason: Double?
    /// The same over a longer time.
    var longSeason: Double?

    /// Whether there is next to nothing where the season before had something.
    var isSilent = false

    /// The mean of the five; a test without an opinion counts as one that found nothing.
    var mean: Double {
        let neutral = CombinedSurprise.neutral
        let points = (value ?? neutral) + (spike ?? neutral) + (level ?? neutral)
        return (points + (shortSeason ?? neutral) + (longSeason ?? neutral)) / 5
    }

    /// The kind of change that the most surprised test is there for, if it is not silence.
    var kind: AnomalyKind {
        if isSilent { return .silence }
        let spike = max(spike ?? 0, value ?? 0)
        let level = level ?? 0
        let season = max(shortSeason ?? 0, longSeason ?? 0)
        if season > spike, season > level { return .seasonality }
        return level > spike ? .levelShift : .spike
    }
}
