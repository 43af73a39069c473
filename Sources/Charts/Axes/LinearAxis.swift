import RealModule

/// A vertical axis that begins and ends at round numbers.
package struct LinearAxis: Sendable {
    /// Greater values are drawn as this one: of twice it there still is a difference.
    private static let greatest = 1e300
    /// A range that is a smaller part of its numbers than this is drawn as if it were one number.
    private static let least = 1e-9

    /// At the bottom, a multiple of ``step``.
    package let lower: Double
    /// At the top, a multiple of ``step``.
    package let upper: Double
    /// Between two ticks: 1, 2 or 5 times a power of 10.
    package let step: Double

    /// - Parameters:
    ///   - lowest: to be on the axis; finite.
    ///   - highest: to be on the axis; finite.
    ///   - intervals: about how many steps there are.
    package init(from lowest: Double, to highest: Double, intervals: Int = 5) {
        var low = Self.clamped(min(lowest, highest))
        var high = Self.clamped(max(lowest, highest))
        let size = max(abs(low), abs(high))
        if size < 1 / Self.greatest {
            (low, high) = (0, 1)
        } else if high - low < size * Self.least {
            (low, high) = (low - size / 2, high + size / 2)
        }
        let step = Self.roundStep((high - low) / Double(max(intervals, 1)))
        self.step = step
        lower = (low / step).rounded(.down) * step
        upper = (high / step).rounded(.up) * step
    }

    /// From the bottom to the top.
    package var ticks: [AxisTick] {
        let first = (lower / step).rounded()
        let count = Int(((upper - lower) / step).rounded())
        return (0...count).map { index in
            let value = (first + Double(index)) * step
            return AxisTick(height: height(of: value), label: NumberText.compact(value, step: step))
        }
    }

    /// 0 at the bottom, 1 at the top; values beyond are moved there.
    package func height(of value: Double) -> Double {
        (min(max(value, lower), upper) - lower) / (upper - lower)
    }

    private static func clamped(_ value: Double) -> Double { min(max(value, -greatest), greatest) }

    private static func roundStep(_ least: Double) -> Double {
        let power = Double.pow(10, Double.log10(least).rounded(.down))
        let digit = [1.0, 2, 5].first { $0 * power >= least * (1 - 1e-9) } ?? 10
        return digit * power
    }
}
