/// Eight sets of parameters of a ``SmoothingBank``, side by side.
struct SmoothingParameters: Sendable {
    /// Of the level, α.
    var level: Lanes
    /// Of the season, δ.
    var season: Lanes
    /// Of the long season, ω.
    var longSeason: Lanes
    /// Of the trend, β, as a part of α.
    var trend: Lanes
    /// Autocorrelation φ of the residuals.
    var memory: Lanes
    /// 1 with a long season, 0 without.
    var isLong: Lanes

    /// What a single set consists of.
    typealias Single = (level: Float, season: Float, longSeason: Float, trend: Float, memory: Float, isLong: Float)

    /// All sets of the bank in blocks of eight: with a week, and without it but with a trend.
    static let grid: [SmoothingParameters] = {
        var sets: [Single] = []
        let memories: [Float] = [0, 0.7, 0.95]
        for level: Float in [0.01, 0.05, 0.2, 0.5] {
            for season: Float in [0.03, 0.15, 0.4] {
                for longSeason: Float in [0.03, 0.15, 0.4] {
                    for memory in memories { sets.append((level, season, longSeason, 0, memory, 1)) }
                }
            }
        }
        for level: Float in [0.01, 0.05, 0.2, 0.5, 0.9] {
            for season: Float in [0.15, 0.4, 0.7, 0.95] {
                for trend: Float in [0, 0.05] {
                    for memory in memories { sets.append((level, season, 0, trend, memory, 0)) }
                }
            }
        }
        return stride(from: 0, to: sets.count, by: 8).map { start in
            // The last block is filled up with its last set, which then counts more often; it does no harm.
            func lanes(_ part: (Single) -> Float) -> Lanes {
                var lanes = Lanes.zero
                for lane in 0..<8 { lanes[lane] = part(sets[min(start + lane, sets.count - 1)]) }
                return lanes
            }
            return SmoothingParameters(
                level: lanes(\.level), season: lanes(\.season), longSeason: lanes(\.longSeason), trend: lanes(\.trend),
                memory: lanes(\.memory), isLong: lanes(\.isLong))
        }
    }()
}
