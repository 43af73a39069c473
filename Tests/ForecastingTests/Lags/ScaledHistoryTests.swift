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
                    #expect(abs((mean ?? .nan) - expected) < 1e-9)
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
