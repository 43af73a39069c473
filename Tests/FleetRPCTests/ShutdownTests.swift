import Custodian
import FleetIdentity
import FleetRPC
import NIOCore
import Testing

@Suite("The end of a custodian's connections and server")
struct ShutdownTests {
    @Test("a call that a cancelled task makes on an idle connection returns")
    func cancelledCallOnIdleConnection() async throws {
        for _ in 0..<10 {
            let (calls, call) = AsyncStream<Task<Void, Never>>.makeStream()
            try await RunningCustodian.serve { running in
                let connection = try HubConnection(
                    to: running.record, from: running.node(.hub, "hub-1"), logger: RunningCustodian.quiet)
                let (descriptions, described) = AsyncStream<CustodianDescription?>.makeStream()
                call.yield(
                    Task {
                        await connection.keepConnected {
                            described.yield(await RunningCustodian.description(from: connection))
                            while !Task.isCancelled { await Task.yield() }
                            _ = try? await connection.describe()
                        }
                    })
                #expect(await descriptions.first { _ in true } != .some(nil))
            }
            // The custodian is gone, and the connection, which had nothing open, becomes idle.
            try await Task.sleep(for: .milliseconds(200))
            let task = try #require(await calls.first { _ in true })
            task.cancel()
            let hasEnded = await RunningCustodian.ends(task)
            try #require(hasEnded)
        }
    }

    @Test(
        "a server that is stopped ends well at its drain limit although a caller leaves its stream open")
    func callerThatIsFrozen() async throws {
        try await RunningCustodian.serve(andDrainWithin: .milliseconds(300)) { running in
            let seen = SeenFrames()
            let channel = try await RawConnection.open(
                to: running, as: running.identity(.custodian, "custodian-1"), handler: { SeenFrames.Handler(seen) })
            let stream = RawConnection.opening("/quorate.custodian.v1.Custodian/Release")
            try await channel.writeAndFlush(ByteBuffer(bytes: RawConnection.preface + stream))
            let isOpen = try await RunningCustodian.eventually { seen.contains(.headers) }
            #expect(isOpen)
        }
    }
}
