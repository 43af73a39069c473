import Coordination
import Testing

@Suite("How long a custodian's last answers took")
struct RecentLatenciesTests {
    @Test("99 of 100 were quicker than the percentile")
    func percentile() {
        var recent = RecentLatencies()
        #expect(recent.p99 == 0)
        recent.add(0.3)
        recent.add(0.1)
        #expect(recent.p99 == 0.3)
        for number in 1...270 { recent.add(Double(number)) }
        #expect(recent.p99 == 268)
    }

    @Test("what was long ago counts no more")
    func window() {
        var recent = RecentLatencies()
        for _ in 0..<10 { recent.add(9) }
        for _ in 0..<(RecentLatencies.capacity - 10) { recent.add(0.001) }
        #expect(recent.p99 == 9)
        for _ in 0..<16 { recent.add(0.001) }
        #expect(recent.p99 == 0.001)
    }
}
