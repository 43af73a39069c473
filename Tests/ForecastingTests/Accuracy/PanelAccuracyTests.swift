import Forecasting
import Testing

@Suite("The measures of the M4 competition")
struct PanelAccuracyTests {
    /// A ramp, whose difference to the day before is always 24.
    private let past = (0..<72).map { Double($0) }

    @Test("of two series worked by hand they are what they should be")
    func byHand() {
        var accuracy = PanelAccuracy()
        // sMAPE (200 · 10 / 210 + 0) / 2, MASE (10 + 0) / 2 / 24; the second outcome of the interval is 5 above it.
        accuracy.add(past: past, outcomes: [100, 205], forecasts: [110, 205], lower: [90, 190], upper: [130, 200])
        let first = (sMAPE: 200 * 10 / 210.0 / 2, mase: 5.0 / 24, msis: (40 + 10 + 40 * 5) / 2 / 24.0)
        #expect(abs(accuracy.sMAPE - first.sMAPE) < 1e-12)
        #expect(abs(accuracy.mase - first.mase) < 1e-12)
        #expect(abs(accuracy.msis - first.msis) < 1e-12)
        #expect(accuracy.coverage == 0.5)
        accuracy.add(past: past, outcomes: [0, 48], forecasts: [0, 48], lower: [0, 48], upper: [0, 48])
        #expect(abs(accuracy.sMAPE - first.sMAPE / 2) < 1e-12)
        #expect(abs(accuracy.owa - (first.sMAPE / 2 / 18.383 + first.mase / 2 / 2.395) / 2) < 1e-12)
        #expect(accuracy.coverage == 0.75)
    }
}
