/// Welch's t over two growing samples of times, by Welford's updates.
struct WelchTest {
    private struct Sample {
        var count = 0.0
        var mean = 0.0
        var squares = 0.0

        mutating func add(_ value: Double) {
            count += 1
            let distance = value - mean
            mean += distance / count
            squares += distance * (value - mean)
        }

        var variance: Double { squares / (count - 1) }
    }

    private var samples = [Sample(), Sample()]

    mutating func add(_ nanoseconds: Double, of kind: TimingClass) {
        samples[kind.rawValue].add(nanoseconds)
    }

    /// The distance of the means in standard errors; zero where there is too little to say.
    var t: Double {
        guard samples.allSatisfy({ $0.count > 1_000 }) else { return 0 }
        let error = samples.reduce(0) { $0 + $1.variance / $1.count }.squareRoot()
        return error > 0 ? (samples[0].mean - samples[1].mean) / error : 0
    }
}
