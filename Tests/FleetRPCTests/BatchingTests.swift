import CustodianContract
import FleetIdentity
import FleetRPC
import Synchronization
import Testing

@Suite("Requests that travel together")
struct BatchingTests {
    @Test("what comes while four messages are under way waits, and goes in one; each has its own answer")
    func waitsForAnAnswer() async throws {
        try await RunningCustodian.serve { running in
            let connection = try GatewayConnection(
                to: running.record, from: running.node(.gateway, "gateway-1"), logger: RunningCustodian.quiet)
            try await running.with(connection) {
                #expect(try await RunningCustodian.eventually { connection.isConnected })
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
    }
}
