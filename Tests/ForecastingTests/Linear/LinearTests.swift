import Forecasting
import Testing

@Suite("The global linear model")
struct LinearTests {
    let panel: [PanelSeries]

    init() throws {
        panel = try SyntheticPanel.series(12, length: 600, noise: 0.05).map { try PanelSeries($0, season: 24) }
    }

    /// Mean absolute errors over the last two days, which were not learnt from: the model's and the seasonal naive's.
    func errors(_ model: GlobalLinearModel, adapted: Bool) throws -> (model: Float, naive: Float) {
        let regression = WindowRegression(panel, lags: 192, horizon: 48, withheld: 48, stride: 1)
        var (error, naive): (Float, Float) = (0, 0)
        for (index, item) in panel.enumerated() {
            let time = item.levels.count - 48
            var forecast = model.forecast(regression, index, time: time)
            if adapted {
                let correction = try LocalAdaptation().corrections(model, regression, index, times: [time])
                for k in forecast.indices { forecast[k] += correction[0][k] }
            }
            for k in 0..<48 {
                let truth = item.levels[time + k] - item.levels[time + k % 24 - 24]
                error += abs(truth - forecast[k]) / Float(48 * panel.count)
                naive += abs(truth) / Float(48 * panel.count)
            }
        }
        return (error, naive)
    }

    @Test("learns the week that the seasonal naive forecast misses; adaptation does no harm")
    func learnsWeek() async throws {
        let model = try await GlobalLinearFit().fit(
            WindowRegression(panel, lags: 192, horizon: 48, withheld: 48, stride: 1))
        let plain = try errors(model, adapted: false)
        #expect(plain.model < 0.6 * plain.naive)
        #expect(try errors(model, adapted: true).model < 1.1 * plain.model)
    }

    @Test("is the same whatever the number of tasks")
    func deterministic() async throws {
        let regression = WindowRegression(panel, lags: 96, horizon: 24, withheld: 0, stride: 3)
        var fit = GlobalLinearFit()
        let two = try await fit.fit(regression)
        fit.tasks = 1
        #expect(try await fit.fit(regression) == two)
    }

    @Test("refuses series that are too short or not finite")
    func refusals() async throws {
        #expect(throws: ForecastingError(.tooShort, "")) { _ = try PanelSeries([1, 2, 3], season: 24) }
        #expect(throws: ForecastingError(.badValue, "")) {
            _ = try PanelSeries([Double](repeating: .nan, count: 300), season: 24)
        }
        let regression = WindowRegression(panel, lags: 700, horizon: 24, withheld: 0, stride: 1)
        await #expect(throws: ForecastingError(.tooShort, "")) { _ = try await GlobalLinearFit().fit(regression) }
    }

    @Test("a constant series has finite units")
    func constant() throws {
        let item = try PanelSeries([Double](repeating: 5, count: 300), season: 24)
        let numbers = item.levels + item.weights + item.traits
        #expect(numbers.filter { !$0.isFinite }.isEmpty)
    }
}
