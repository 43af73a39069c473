import RealModule

/// The vertical axis of scores in 0...1.
///
/// With a threshold near 1 all that matters would be within its last pixel. Then the axis counts nines: from 0 to 0.9
/// it is as far as from 0.9 to 0.99.
package struct ScoreAxis: Sendable {
    /// The least threshold for nines.
    private static let near = 0.95
    private static let mostNines = 12.0

    /// At the top, nil for an even axis.
    private let nines: Double?

    /// - Parameter threshold: of the scores that are alarms.
    package init(threshold: Double) {
        nines = threshold < Self.near ? nil : max((Self.nines(of: threshold) + 0.4).rounded(.up), 2)
    }

    /// From the bottom to the top.
    package var ticks: [AxisTick] {
        guard let nines else {
            return [("0", 0), ("0.5", 0.5), ("1", 1)].map { AxisTick(height: $1, label: $0) }
        }
        return stride(from: 0, through: Int(nines), by: nines > 5 ? 3 : 1).map { count in
            let label = count == 0 ? "0" : "0." + String(repeating: "9", count: count)
            return AxisTick(height: Double(count) / nines, label: label)
        }
    }

    /// 0 at the bottom, 1 at the top; scores beyond are moved there.
    package func height(of score: Double) -> Double {
        guard let nines else { return min(max(score, 0), 1) }
        return min(Self.nines(of: score) / nines, 1)
    }

    private static func nines(of score: Double) -> Double {
        min(-Double.log10(max(1 - max(score, 0), .leastNormalMagnitude)), mostNines)
    }
}
