import Charts
import Testing

@Suite("Times of charts")
struct CivilTimeTests {
    @Test("times are written with two digits, dates without a zero in front")
    func texts() {
        let time = CivilTime(CivilTime.start(year: 1998, month: 11, day: 3) + 14 * 3600 + 5 * 60 + 9)
        #expect(time.clock == "14:05")
        #expect(time.clockWithSeconds == "14:05:09")
        #expect(time.date == "3 Nov")
    }
}
