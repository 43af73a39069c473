import ByteCoding
import Hub
import KeyMap
import SteadyTime

/// A gateway's way to the hub for changes of the key map, encoded as they are sent.
struct SimulatedControlPlane: RemoteControlPlane {
    let hub: SimulatedHub
    let incarnation: Incarnation
    /// What a change has to arrive in before a call returns.
    let replica: KeyMapReplica

    func call(_ call: ControlCall) async throws -> KeyRecord? {
        let encoded = call.encoded
        let answer = try await withThrowingTaskGroup(of: (key: [UInt8]?, revision: UInt64).self) { group in
            group.addTask {
                do {
                    return try await hub.world.network.call(from: incarnation, to: .hub) {
                        let running = try hub.running()
                        let key = try await ControlCall(decoding: encoded).perform(on: running)
                        return (key?.encoded, running.replica.head.revision)
                    }
                } catch is Lost {
                    throw OutOfReach()
                }
            }
            group.addTask {
                try await hub.world.clock.sleep(for: call.patience)
                throw OutOfReach()
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw OutOfReach() }
            return answer
        }
        await follow(to: answer.revision)
        return try answer.key.map { try KeyRecord(decoding: $0) }
    }

    /// Waits for the change that the hub has made; not for ever, because it is made.
    private func follow(to revision: UInt64) async {
        let clock = hub.world.clock
        let deadline = clock.now + .seconds(2)
        while replica.head.revision < revision, clock.now < deadline, !Task.isCancelled {
            try? await clock.sleep(for: .milliseconds(1))
        }
    }

    private struct OutOfReach: ControlPlaneFailure {
        let kind = ControlPlaneFailureKind.dependencyTimeout
        let message = "The hub is out of reach."
    }
}
