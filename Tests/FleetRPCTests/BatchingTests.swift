import CustodianContract
import FleetIdentity
import FleetRPC
import Synchronization
import Testing

@Suite("Requests that travel together")
struct BatchingTests {
    @Test("what comes while four messages are under way waits, and goes in one; each has its own answer")
    func waitsForAnAnswer() async throws {
        try await RunningCustodian.serveGateway { running, connection in
            running.custodian.holdAll(true)
            try await withThrowingTaskGroup(of: (UInt8, ShareResult).self) { group in
                func ask(_ alphas: Range<UInt8>) {
                    for alpha in alphas {
                        group.addTask {
                            let result = try await connection.use(RunningCustodian.use(alpha: alpha))
                            return (alpha, result)
                        }
                    }
                }
                for alpha in UInt8(0)..<4 {
                    ask(alpha..<alpha + 1)
                    let count = Int(alpha) + 1
                    #expect(
                        try await RunningCustodian.eventually {
                            running.custodian.batches.withLock { $0.count } == count
                        })
                }
                ask(4..<40)
                // None of these may come before an answer has gone: time enough for one that would.
                try await Task.sleep(for: .milliseconds(200))
                #expect(running.custodian.batches.withLock { $0 } == [1, 1, 1, 1])
                running.custodian.holdAll(false)
                for try await (alpha, result) in group {
                    guard case .partial(let partial) = result else {
                        Issue.record("no partial")
                        continue
                    }
                    #expect(partial.element == [UInt8](repeating: alpha, count: 32))
                }
            }
            #expect(running.custodian.batches.withLock { $0 } == [1, 1, 1, 1, 36])
        }
    }
    @Test("to a custodian that is near one message is under way, until it is late; what waits goes with its answer")
    func near() async throws {
        try await RunningCustodian.serveGateway { running, connection in
            @Sendable func arrived() -> [Int] { running.custodian.batches.withLock { $0 } }
            // One of these is answered in less than 20 ms, on a busy machine too.
            for alpha in UInt8(0)..<50 { _ = try await connection.use(RunningCustodian.use(alpha: alpha)) }
            running.custodian.batches.withLock { $0 = [] }
            running.custodian.holdAll(true)
            try await withThrowingTaskGroup(of: Void.self) { group in
                func ask() {
                    group.addTask { _ = try await connection.use(RunningCustodian.use(alpha: 1)) }
                }
                let before = ContinuousClock.now
                ask()
                #expect(try await RunningCustodian.eventually { arrived() == [1] })
                ask()
                try await Task.sleep(for: .milliseconds(5))
                let early = arrived()
                // Unless the machine itself took so long that the first message was late already.
                if ContinuousClock.now - before < MessageWindow.patience { #expect(early == [1]) }
                try await Task.sleep(for: MessageWindow.patience)
                ask()
                #expect(try await RunningCustodian.eventually { arrived().reduce(0, +) == 3 })
                running.custodian.holdAll(false)
                try await group.waitForAll()
            }
            // Asked while one is under way, and released by the answer to it.
            running.custodian.batches.withLock { $0 = [] }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { _ = try await connection.use(RunningCustodian.use(alpha: 1)) }
                }
                try await group.waitForAll()
            }
            #expect(arrived().reduce(0, +) == 20)
        }
    }
}
