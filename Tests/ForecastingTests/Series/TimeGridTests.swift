import Forecasting
import Testing

@Suite("Bins of time")
struct TimeGridTests {
    @Test(
        "a bin begins when it says, before 1970 too", arguments: [-86_401, -301, -300, -1, 0, 299, 300, 1_700_000_123])
    func bins(time: Int64) throws {
        let grid = try TimeGrid(interval: 300)
        let bin = grid.bin(of: time)
        #expect(grid.start(of: bin) <= time && time < grid.start(of: bin + 1))
    }

    @Test("2026-11-22 was a Sunday")
    func week() throws {
        let grid = try TimeGrid(interval: 3_600)
        let bin = grid.bin(of: 1_795_305_600)
        #expect(grid.phaseOfWeek(bin) == 6 * 24)
        #expect(grid.phaseOfDay(bin + 5) == 5)
    }

    @Test("bins that do not fill a day are refused", arguments: [0, -300, 7, 90_000, 172_800])
    func refused(interval: Int64) {
        #expect(throws: ForecastingError(.badParameter, "")) { try TimeGrid(interval: interval) }
    }
}
