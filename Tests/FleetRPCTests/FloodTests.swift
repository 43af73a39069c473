import Custodian
import CustodianContract
import FleetIdentity
import FleetRPC
import KeyMap
import KeyMaterial
import Synchronization
import Testing

@Suite("A custodian under more requests than it takes at once")
struct FloodTests {
    @Test(
        "requests that wait for their turn to rebuild a key do not keep others from being served",
        .timeLimit(.minutes(2)))
    func waitingRebuilds() async throws {
        try await RunningCustodian.serve { running in
            let connection = try GatewayConnection(
                to: running.record, from: running.node(.gateway, "gateway-1"),
                logger: RunningCustodian.quiet)
            try await running.with(connection) {
                let isConnected = try await RunningCustodian.eventually { connection.isConnected }
                #expect(isConnected)
                running.custodian.holdRebuilds(true)
                let use = ShareUse(
                    share: QuorumFixture.share, epoch: .first, suite: .quorumP256, clientRequest: "r",
                    operation: "GenerateMac", action: .perform(.generateMAC(message: [1])))
                try await withThrowingTaskGroup(of: ShareResult.self) { group in
                    for _ in 0..<400 { group.addTask { try await connection.use(use) } }
                    // Those that are too many are refused at once, and the rest wait.
                    var busy = 0
                    while busy < 400 - 192, let result = try await group.next() {
                        guard case .refused(let refusal) = result, refusal.code == .busy else {
                            Issue.record("\(result)")
                            break
                        }
                        busy += 1
                    }
                    for alpha in UInt8(0)..<20 {
                        guard case .partial = try await connection.use(RunningCustodian.use(alpha: alpha)) else {
                            Issue.record("not served")
                            break
                        }
                    }
                    running.custodian.holdRebuilds(false)
                    var served = 0
                    while let result = try await group.next() {
                        if case .performed = result { served += 1 }
                    }
                    #expect(busy == 208 && served == 192)
                }
            }
        }
    }
}
