import Forecasting
import Testing

@Suite("Which past is looked at")
struct LagPlanTests {
    @Test(
        "no window reaches beyond the origin or what is remembered", arguments: [60, 300, 600, 3_600, 21_600, 86_400])
    func windows(interval: Int64) throws {
        let grid = try TimeGrid(interval: interval)
        for horizon in Set([1, max(1, grid.daily / 24), max(1, grid.daily / 2), grid.daily]) {
            let plan = try LagPlan(grid: grid, horizon: horizon)
            #expect(plan.windows.count == plan.days.count)
            #expect(plan.windows.allSatisfy { $0.age >= 0 && $0.length >= 1 })
            // Of bins longer than two hours the last dozen is longer than that.
            if grid.daily >= 12 { #expect(plan.reach <= 8 * grid.daily) }
        }
    }

    @Test("beyond a day there are no forecasts", arguments: [0, -1, 25])
    func refused(horizon: Int) throws {
        let grid = try TimeGrid(interval: 3_600)
        #expect(throws: ForecastingError(.badParameter, "")) { try LagPlan(grid: grid, horizon: horizon) }
    }
}
