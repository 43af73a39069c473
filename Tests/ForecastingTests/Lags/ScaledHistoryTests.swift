import Forecasting
import TestSupport
import Testing

@Suite("What is remembered of counts")
struct ScaledHistoryTests {
    @Test(
        "the mean of any stretch is that of the counts in it, also when the ring has turned",
        arguments: [3, 10, 25, 100])
    func means(bins: Int) {
        var history = ScaledHistory(capacity: 10)
        let counts = (0..<bins).map { Double(($0 * 7919) % 101) }
        for count in counts { history.append(count) }
        #expect(history.count == min(bins, 10))
        for scale in CountScale.allCases {
            for age in 0..<12 {
                for length in 1..<12 {
                    let known = counts.suffix(10).dropLast(age).suffix(length)
                    let mean = history.mean(scale, age: age, length: length)
                    guard !known.isEmpty else {
                        #expect(mean == nil)
                        continue
                    }
                    let expected = known.map(scale.forward).reduce(0, +) / Double(known.count)
                    // Roots are kept in units of 2⁻¹².
                    let tolerance = scale == .count ? 1e-9 : 0x1p-12
                    #expect(abs((mean ?? .nan) - expected) <= tolerance)
                }
            }
        }
    }

    @Test(
        "counts of any size are remembered to a millionth of the greatest, also those before and after it",
        arguments: [1.0, 1e3, 1e6, 1e9, 1e15])
    func greatCounts(greatest: Double) {
        var history = ScaledHistory(capacity: 2_304)
        let counts = (0..<6_000).map { bin in bin == 3_000 ? greatest : Double(bin % 100) / 100 * greatest }
        for (bin, count) in counts.enumerated() {
            history.append(count)
            guard bin % 500 == 499 else { continue }
            for (age, length) in [(0, 1), (0, 288), (200, 2_000)] {
                let known = counts[...bin].dropLast(age).suffix(min(length, max(0, min(bin + 1, 2_304) - age)))
                guard !known.isEmpty else { continue }
                for scale in CountScale.allCases {
                    let expected = known.map(scale.forward).reduce(0, +) / Double(known.count)
                    let mean = history.mean(scale, age: age, length: length) ?? .nan
                    #expect(
                        abs(mean - expected) <= max(1e-6 * 2_304 / Double(known.count) * scale.forward(greatest), 3e-4))
                }
            }
        }
    }

    @Test("a scale's way back is the count", arguments: CountScale.allCases)
    func scales(scale: CountScale) {
        for count in [0, 0.5, 1, 1e3, 1e9] {
            #expect(abs(scale.backward(scale.forward(count)) - count) <= 1e-9 * count)
        }
        #expect(scale.backward(-3) == 0 || scale == .logarithm)
        #expect(scale.backward(-3) >= 0)
    }
}
