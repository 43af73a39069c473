import Custodian
import CustodianContract
import FleetIdentity
import FleetRPC
import Hub
import KeyMap
import Synchronization
import Testing

@Suite("Shares, permits and material over the wire: each for its role alone")
struct ReleaseConnectionTests {
    private func peer(_ running: RunningCustodian, _ role: FleetRole, _ id: String) throws -> PeerConnection {
        try PeerConnection(
            to: running.record, from: running.node(role, id),
            logger: RunningCustodian.quiet)
    }

    /// Asks until the stream is open.
    private func release(_ connection: PeerConnection, _ permit: SignedPermit) async throws -> ShareRelease {
        for _ in 0..<250 {
            do {
                return try await connection.release(permit)
            } catch is LinkError {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return try await connection.release(permit)
    }

    @Test("a custodian of the charter gets releases, and the other side knows it by its certificate")
    func releases() async throws {
        try await RunningCustodian.serve { running in
            let connection = try peer(running, .custodian, "custodian-1")
            try await running.with(connection) {
                for number in UInt16(0)..<20 {
                    let permit = try QuorumFixture.permit(number)
                    #expect(try await release(connection, permit).sealed == permit.permit.id)
                }
                connection.close(QuorumFixture.close)
                let isClosed = try await RunningCustodian.eventually {
                    running.custodian.closes.withLock { $0 } == [QuorumFixture.close]
                }
                #expect(isClosed)
                // Who asked is who TLS says, whatever the permit claims.
                _ = try await release(connection, QuorumFixture.permit(requester: "custodian-2"))
                #expect(running.custodian.peers.withLock { Set($0) } == [CustodianID("custodian-1")])
            }
        }
    }

    @Test(
        "trap 23: no gateway, no hub and no custodian outside the charter gets a release, or closes a permit",
        arguments: [
            (FleetRole.gateway, "gateway-1"), (.hub, "hub-1"), (.custodian, "custodian-2"), (.gateway, "custodian-1"),
        ])
    func strangers(role: FleetRole, id: String) async throws {
        try await RunningCustodian.serve { running in
            let connection = try peer(running, role, id)
            try await running.with(connection) {
                for number in UInt16(0)..<20 {
                    await #expect(throws: (any Error).self) {
                        try await connection.release(QuorumFixture.permit(number))
                    }
                    connection.close(QuorumFixture.close)
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(running.custodian.peers.withLock { $0.isEmpty })
                #expect(running.custodian.closes.withLock { $0.isEmpty })
            }
        }
    }

    @Test(
        "trap 23: material is made for the hub alone",
        arguments: [
            (FleetRole.hub, "hub-1", true), (.gateway, "gateway-1", false), (.custodian, "custodian-1", false),
            (.hub, "hub-2", false),
        ])
    func material(role: FleetRole, id: String, isServed: Bool) async throws {
        try await RunningCustodian.serve { running in
            let connection = try HubConnection(
                to: running.record, from: running.node(role, id),
                logger: RunningCustodian.quiet)
            try await running.with(connection) {
                // The custodian's own refusal shows that the call has reached it. Asked again where a busy machine makes it
                // late.
                var error: (any Error)?
                for _ in 0..<20 where !(error is Refusal) {
                    do {
                        _ = try await connection.material(QuorumFixture.step)
                    } catch let failure {
                        error = failure
                    }
                    if !isServed { break }
                }
                #expect((error as? Refusal)?.code == (isServed ? .forbidden : nil))
                #expect((error is LinkError) == !isServed)
            }
        }
    }

    @Test(
        "trap 23: the hub alone hands out permits",
        arguments: [
            (FleetRole.hub, "hub-1", true), (.gateway, "gateway-1", false), (.custodian, "custodian-1", false),
            (.hub, "hub-2", false),
        ])
    func permits(role: FleetRole, id: String, isServed: Bool) async throws {
        try await RunningCustodian.serve { running in
            let desk = ScriptedDesk(running)
            let connection = try HubConnection(
                to: running.record, from: running.node(role, id),
                logger: RunningCustodian.quiet)
            try await running.with(connection) {
                try await running.with(connection.permits(from: desk.desk)) {
                    // The desk knows no key: its own refusal shows that the question has reached it.
                    var code: Refusal.Code?
                    for _ in 0..<(isServed ? 250 : 30) where code != .unknownShare {
                        do throws(Refusal) {
                            _ = try await running.permits.permit(QuorumFixture.request)
                        } catch {
                            code = error.code
                        }
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    #expect(code == (isServed ? .unknownShare : .unavailable))
                }
            }
        }
    }

    /// Whether the desk's refusal arrives, in time.
    private static func isAnswered(_ running: RunningCustodian) async throws -> Bool {
        for _ in 0..<250 {
            do throws(Refusal) {
                _ = try await running.permits.permit(QuorumFixture.request)
            } catch {
                if error.code == .unknownShare { return true }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("a hub that comes back takes the place of its old stream, whose end does not cut the new one")
    func secondStream() async throws {
        try await RunningCustodian.serve { running in
            func connection() throws -> HubConnection {
                try HubConnection(
                    to: running.record, from: running.node(.hub, "hub-1"),
                    logger: RunningCustodian.quiet)
            }
            let desk = ScriptedDesk(running)
            let (old, new) = (try connection(), try connection())
            try await running.with(new) {
                try await running.with(old) {
                    try await running.with(old.permits(from: desk.desk)) {
                        let isAnswered = try await Self.isAnswered(running)
                        #expect(isAnswered)
                    }
                    // Both streams at once for a while, and then the first ends.
                    let ends = AsyncStream<Void>.makeStream()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            try await running.with(old.permits(from: desk.desk)) {
                                for await _ in ends.stream { break }
                            }
                        }
                        let isAnswered = try await Self.isAnswered(running)
                        #expect(isAnswered)
                        try await running.with(new.permits(from: desk.desk)) {
                            let isAnswered = try await Self.isAnswered(running)
                            #expect(isAnswered)
                            try await Task.sleep(for: .milliseconds(200))
                            ends.continuation.yield()
                            try await Task.sleep(for: .milliseconds(300))
                            for _ in 0..<10 {
                                let error = await #expect(throws: Refusal.self) {
                                    try await running.permits.permit(QuorumFixture.request)
                                }
                                #expect(error?.code == .unknownShare)
                            }
                        }
                        try await group.waitForAll()
                    }
                }
            }
        }
    }
}
