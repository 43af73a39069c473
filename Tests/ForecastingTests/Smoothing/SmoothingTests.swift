import Forecasting
import RealModule
import Testing

@Suite("The bank of exponential smoothings")
struct SmoothingTests {
    /// Mean absolute errors in the series' unit, over the last two days: the bank's and the seasonal naive's.
    func errors(_ values: [Double]) throws -> (bank: Float, naive: Float) {
        let item = try PanelSeries(values, season: 24)
        let time = values.count - 48
        let forecast = SmoothingBank().forecast(item, time: time, horizon: 48)
        let truth = item.differences(after: time, horizon: 48)
        var (bank, naive): (Float, Float) = (0, 0)
        for k in 0..<48 {
            bank += abs(truth[k] - forecast[k]) / 48
            naive += abs(truth[k]) / 48
        }
        return (bank, naive)
    }

    @Test("follows day and week", arguments: 0..<8)
    func dayAndWeek(index: Int) throws {
        let errors = try errors(SyntheticPanel.series(8, length: 700, noise: 0.05)[index])
        #expect(errors.bank < 0.7 * errors.naive || errors.bank < 0.4)
    }

    @Test("stays finite on long quiet series, on which some of its sets are unstable", arguments: [960, 5000])
    func quiet(length: Int) throws {
        let values = (0..<length).map { t in
            15 + 5 * Double.sin(2 * .pi * Double(t) / 24) + (t % 97 == 0 ? 3 : 0) + (t > length / 2 ? 4 : 0)
        }
        let errors = try errors(values)
        #expect(errors.bank.isFinite && errors.bank < 2 * errors.naive + 0.1)
    }

    @Test("of a short series is the seasonal naive forecast")
    func short() throws {
        let item = try PanelSeries(Array(SyntheticPanel.series(1, length: 300, noise: 0.1)[0]), season: 24)
        #expect(SmoothingBank().forecast(item, time: 300, horizon: 24) == [Float](repeating: 0, count: 24))
    }
}
