import Charts
import Testing

@Suite("Vertical axes")
struct ValueAxisTests {
    @Test(
        "Ticks are at round numbers",
        arguments: [
            (0, 10, ["0", "2", "4", "6", "8", "10"]), (0, 943, ["0", "200", "400", "600", "800", "1k"]),
            (-7, 12, ["−10", "−5", "0", "5", "10", "15"]), (0, 1e15, ["0", "200T", "400T", "600T", "800T", "1P"]),
            (1013.2, 1013.3, ["1.0132k", "1.01322k", "1.01324k", "1.01326k", "1.01328k", "1.0133k"]),
        ] as [(Double, Double, [String])])
    func round(low: Double, high: Double, labels: [String]) {
        #expect(LinearAxis(from: low, to: high).ticks.map(\.label) == labels)
    }

    @Test(
        "All numbers are on the axis, whatever they are",
        arguments: [0, 1e-300, 5e-9, 0.1, 7, 1e15, 1e290, .greatestFiniteMagnitude])
    func covers(size: Double) {
        for (low, high) in [(-size, size), (0, size), (size, size), (-size, -size), (size / 2, size)] {
            let axis = LinearAxis(from: low, to: high)
            let bound = 1e300
            #expect(axis.lower <= max(min(low, bound), -bound) && axis.upper >= max(min(high, bound), -bound))
            #expect(axis.lower < axis.upper && axis.upper.isFinite)
            #expect(2...12 ~= axis.ticks.count)
            #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
            #expect(axis.ticks.allSatisfy { -1e-9...1 + 1e-9 ~= $0.height })
        }
    }

    @Test("A constant series lies in the middle of its axis, not at its edge", arguments: [-3e9, -0.5, 7, 1e15])
    func constant(value: Double) {
        #expect(0.2...0.8 ~= LinearAxis(from: value, to: value).height(of: value))
    }

    @Test("Scores are shown evenly, or by nines if the threshold is near 1")
    func scores() {
        #expect(ScoreAxis(threshold: 0.8).ticks.map(\.label) == ["0", "0.5", "1"])
        let nines = ScoreAxis(threshold: 0.9995)
        #expect(nines.ticks.map(\.label) == ["0", "0.9", "0.99", "0.999", "0.9999"])
        #expect(abs(nines.height(of: 0.99) - 0.5) < 1e-9)
        #expect(nines.height(of: 1) == 1)
        #expect(nines.height(of: -1) == 0)
        #expect(ScoreAxis(threshold: 1).ticks.allSatisfy { 0...1 ~= $0.height })
    }
}
