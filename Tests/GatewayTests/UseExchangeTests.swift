import AWSProtocol
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import Synchronization
import Testing

@Suite("Last uses at other gateways")
struct UseExchangeTests {
    /// Notes what it is told, and answers what it was told to.
    final class Board: UseBoard {
        struct OutOfReach: Error {}

        private let state = Mutex((told: [UseReport](), answers: [UseReport]()))

        var told: [UseReport] { state.withLock { $0.told } }

        func willAnswer(_ answers: UseReport...) { state.withLock { $0.answers += answers } }

        func exchange(_ report: UseReport) async throws -> UseReport {
            try state.withLock { state in
                guard !state.answers.isEmpty else { throw OutOfReach() }
                state.told.append(report)
                return state.answers.removeFirst()
            }
        }
    }

    let fleet = FakeFleet()
    let board = Board()

    private func answer(_ uses: [ReportedUse] = [], board: UInt8 = 1, cursor: UInt64 = 0) -> UseReport {
        UseReport(uses: uses, since: fleet.clock.now, board: [board], cursor: cursor)
    }

    private func use(_ key: String, after seconds: Int64, operation: String = "Decrypt") -> ReportedUse {
        ReportedUse(
            key: UsedKey(id: KeyID(key), region: FakeFleet.region), operation: operation,
            time: fleet.clock.now.adding(seconds: seconds), requestID: "theirs", eventID: "record")
    }

    @discardableResult
    private func exchange() async throws -> Bool {
        try await fleet.usage.exchange(with: board) { [clock = fleet.clock] in clock.now }
    }

    private func lastUse(_ key: String) async -> JSONValue? {
        await fleet.call(.getKeyLastUsage, #"{"KeyId":"\#(key)"}"#)["KeyLastUsage"]
    }

    private func encrypt(_ key: String) async {
        _ = await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"cA=="}"#)
    }

    @Test("GetKeyLastUsage answers with the use of another gateway, and stores it")
    func hears() async throws {
        let key = await fleet.makeKey()
        await encrypt(key)
        board.willAnswer(answer([use(key, after: 1)], cursor: 7))
        try await exchange()
        #expect(await lastUse(key)?["Operation"]?.text == "Decrypt")
        #expect(await lastUse(key)?["KmsRequestId"]?.text == "theirs")
        try await fleet.usage.flush()
        #expect(fleet.usageStorage.last.values.map(\.requestID) == ["theirs"])
        board.willAnswer(answer(cursor: 7))
        try await exchange()
        #expect(board.told.map(\.cursor) == [0, 7])
    }

    @Test("an earlier use elsewhere, one in the future and one of an unknown operation change nothing")
    func passesOver() async throws {
        let key = await fleet.makeKey()
        await encrypt(key)
        board.willAnswer(
            answer([use(key, after: -1), use(key, after: 61), use(key, after: 2, operation: "Transmogrify")]))
        try await exchange()
        #expect(await lastUse(key)?["Operation"]?.text == "Encrypt")
    }

    @Test("each use is told once to each board, and again where it did not arrive")
    func tells() async throws {
        let key = await fleet.makeKey()
        await encrypt(key)
        await #expect(throws: Board.OutOfReach.self) { try await exchange() }
        // A board that is new to the gateway is told everything.
        board.willAnswer(answer(), answer(), answer(), answer(board: 2), answer(board: 2), answer(board: 2))
        #expect(try await exchange())
        #expect(try await !exchange())
        #expect(try await !exchange())
        #expect(try await exchange())
        #expect(try await !exchange())
        await encrypt(key)
        try await exchange()
        #expect(board.told.map(\.uses.count) == [1, 1, 0, 0, 1, 1])
        #expect(board.told.map(\.board) == [[], [1], [1], [1], [2], [2]])
        #expect(board.told.allSatisfy { $0.uses.allSatisfy { $0.operation == "Encrypt" } })
    }

    @Test("the tracking began with the gateway that counts longest")
    func since() async throws {
        let key = await fleet.makeKey()
        let before = fleet.clock.now.adding(seconds: -1_000)
        board.willAnswer(UseReport(since: before, board: [1]))
        try await exchange()
        #expect(fleet.usage.since == before)
        // But no key was used before it was there.
        let response = await fleet.call(.getKeyLastUsage, #"{"KeyId":"\#(key)"}"#)
        let dates = ["TrackingStartDate", "KeyCreationDate"].map { name in response[name].map { "\($0)" } }
        #expect(dates[0] != nil && dates[0] == dates[1])
    }
}
