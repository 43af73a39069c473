import CivilCalendar
import Foundation
import Testing

@Suite("Dates of the Gregorian calendar")
struct CivilDateTests {
    @Test("days and dates are those of Foundation, over four centuries and before 1970")
    func foundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: -70_000, through: 80_000, by: 97) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let date = CivilDate(number: number)
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
            #expect(date.number == number)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
            #expect(CivilDate(seconds: Int64(number) * 86_400 - 1) == CivilDate(number: number - 1))
        }
    }

    @Test(
        "dates that there are not are none",
        arguments: [
            (2026, 2, 29), (1900, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (2026, 1, 0), (10_000, 1, 1),
            (-1, 1, 1),
        ])
    func none(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test("leap days are dates, and texts have all their digits")
    func leap() throws {
        #expect(CivilDate(year: 2000, month: 2, day: 29)?.number == 11_016)
        #expect(CivilDate(year: 2024, month: 2, day: 29)?.description == "2024-02-29")
        #expect(CivilDate(year: 7, month: 1, day: 5)?.description == "0007-01-05")
        #expect(CivilDate(number: 0).description == "1970-01-01")
    }
}
