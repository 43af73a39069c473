import Hub
import KeyMap
import TestSupport
import Testing

@Suite("The board of last uses")
struct LastUseBoardTests {
    let fleet: HubFleet
    let key: KeyRecord

    init() async throws {
        fleet = try await HubFleet()
        key = try await fleet.hub.createKey(fleet.creation())
    }

    private var now: Timestamp { fleet.fleet.time.now }

    private func use(
        _ id: KeyID? = nil, operation: String = "Decrypt", after seconds: Int64 = 0, region: String? = nil
    ) -> ReportedUse {
        ReportedUse(
            key: UsedKey(id: id ?? key.id, region: region ?? key.region), operation: operation,
            time: now.adding(seconds: seconds), requestID: "request", eventID: "event")
    }

    private func tell(_ uses: [ReportedUse], since: Timestamp? = nil, _ heard: UseReport? = nil) -> UseReport {
        fleet.hub.uses.exchange(
            UseReport(uses: uses, since: since ?? now, board: heard?.board ?? [], cursor: heard?.cursor ?? 0))
    }

    @Test("a use that one gateway tells is heard by another, once")
    func relay() {
        let nothing = tell([])
        #expect(nothing.uses.isEmpty)
        #expect(nothing.board.count == 16)
        _ = tell([use()])
        let heard = tell([], nothing)
        #expect(heard.uses == [use()])
        #expect(tell([], heard).uses.isEmpty)
    }

    @Test("the latest use counts, in whatever order gateways tell")
    func latest() {
        _ = tell([use(operation: "Encrypt", after: 5)])
        _ = tell([use(operation: "Decrypt", after: 4)])
        let heard = tell([])
        #expect(heard.uses.map(\.operation) == ["Encrypt"])
        let later = tell([use(operation: "Sign", after: 6)], heard)
        #expect(later.uses.map(\.operation) == ["Sign"])
    }

    @Test("what a hub before this one had on its board is heard anew")
    func otherBoard() {
        _ = tell([use()])
        let elsewhere = UseReport(since: now, board: [UInt8](repeating: 1, count: 16), cursor: 1_000)
        #expect(tell([], elsewhere).uses.count == 1)
    }

    @Test("uses of keys that are not there, of times to come, and with texts that are none, are passed over")
    func implausible() {
        let strangers = [
            use(KeyID("none")), use(region: "nowhere-1"), use(region: ""), use(after: 61), use(operation: ""),
            use(operation: String(repeating: "x", count: 129)),
        ]
        #expect(tell(strangers).uses.isEmpty)
        // Clocks may be apart by that much.
        #expect(tell([use(after: 60)]).uses.count == 1)
    }

    @Test("uses are counted since the gateway began that counts longest")
    func since() {
        let early = now.adding(seconds: -100)
        #expect(tell([], since: now).since == now)
        #expect(tell([], since: early).since == early)
        #expect(tell([], since: now).since == early)
    }

    @Test("many keys are heard in parts, none left out, and old places are forgotten")
    func parts() async throws {
        for index in 0..<UseReport.limit * 4 { _ = tell([use(after: Int64(index - UseReport.limit * 4))]) }
        #expect(tell([]).uses.count == 1)
        #expect(tell([]).cursor == UInt64(UseReport.limit * 4))
    }
}
