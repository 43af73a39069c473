import RealModule

/// Seeded counts with a daily and a weekly profile, a point every 5 minutes.
struct SyntheticSeries {
    static let interval: Int64 = 300
    static let day = 288

    /// Requests in 5 minutes, on average over a working day.
    var load = 200.0
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64 (Steele et al. 2014).
    private mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return (Double((z ^ (z >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
    }

    mutating func normal() -> Double {
        Double.sqrt(-2 * Double.log(uniform())) * Double.cos(2 * Double.pi * uniform())
    }

    mutating func poisson(_ mean: Double) -> Double {
        let limit = Double.exp(-mean)
        var product = uniform()
        var count = 0.0
        while product > limit {
            count += 1
            product *= uniform()
        }
        return count
    }

    /// The expected count of a point.
    func profile(_ index: Int, shift: Int = 0) -> Double {
        let hour = Double((index + shift) % Self.day) / Double(Self.day)
        let weekend = index / Self.day % 7 >= 5 ? 0.6 : 1
        return load * weekend * (1 + 0.6 * Double.sin(2 * Double.pi * hour))
    }

    mutating func counts(days: Int) -> [Double] {
        (0..<days * Self.day).map { poisson(profile($0)) }
    }
}
