import Forecasting
import Testing

@Suite("The global ensemble")
struct PanelForecasterTests {
    static func plan() -> PanelPlan {
        var plan = PanelPlan.hourly(copies: 1, effort: 0.03, seed: 3)
        plan.lags = 168
        plan.stride = 4
        return plan
    }

    @Test("beats the seasonal naive forecast, covers, repeats itself and reloads bit by bit")
    func endToEnd() async throws {
        let whole = SyntheticPanel.series(16, length: 700, noise: 0.1)
        let known = whole.map { Array($0.dropLast(48)) }
        let model = try await PanelTraining(Self.plan()).train(known)
        let forecasts = try await model.forecast(known)
        var (error, naive, covered) = (0.0, 0.0, 0)
        for (series, forecast) in zip(whole, forecasts) {
            for k in 0..<48 {
                let y = series[652 + k]
                error += abs(y - forecast[1][k]) / y
                naive += abs(y - series[652 + k % 24 - 24]) / y
                if forecast[0][k] <= y && y <= forecast[2][k] { covered += 1 }
                #expect(forecast[0][k] <= forecast[1][k] && forecast[1][k] <= forecast[2][k])
            }
        }
        #expect(error < 0.7 * naive)
        #expect(covered > 16 * 48 * 80 / 100)

        let reloaded = try PanelForecaster(saved: model.saved)
        #expect(reloaded == model)
        #expect(try await reloaded.forecast(known, tasks: 1) == forecasts)

        var bytes = model.saved
        bytes[bytes.count / 2] ^= 1
        #expect(throws: ForecastingError(.badChecksum, "")) { _ = try PanelForecaster(saved: bytes) }

        let again = try await PanelTraining(Self.plan()).train(known)
        #expect(again == model)
    }

    @Test("refuses a series too short to be forecast")
    func tooShort() async throws {
        await #expect(throws: ForecastingError(.tooShort, "")) {
            _ = try await PanelTraining(Self.plan()).train([[1, 2, 3]])
        }
    }
}
