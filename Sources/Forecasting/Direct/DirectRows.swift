/// Regressors and targets of one horizon on one scale, from any number of keys.
struct DirectRows: Sendable {
    let scale: CountScale
    let regressors: Regressors
    private(set) var inputs: [Lanes] = []
    /// Against the level.
    private(set) var targets: [Float] = []
    /// The counts that the targets are of.
    private(set) var counts: [Float] = []
    /// By how many counts a unit of the target is, in parts of what the key has in a bin on average.
    private(set) var units: [Float] = []

    init(_ scale: CountScale, _ regressors: Regressors) {
        self.scale = scale
        self.regressors = regressors
    }

    var count: Int { targets.count }

    mutating func add(_ history: ScaledHistory, daily: Int, target: Int64, count: Double, average: Double) {
        let level = ScaledLevel(history, scale, daily: daily)
        let offset = inputs.count
        inputs += [Lanes](repeating: .zero, count: regressors.blocks)
        regressors.write(history, level, target: target, into: &inputs, at: offset)
        targets.append(Float(min(level.relative(scale.forward(count)), 60)))
        counts.append(Float(count))
        let unit: Double =
            switch scale {
            case .logarithm: (count + 1) / average
            case .root: level.value * (count + 0.2).squareRoot() / average
            case .count: level.value / average
            }
        units.append(Float(min(unit, 20)))
    }
}
