import ByteCoding
import Hub
import KeyMap
import SteadyTime

/// A gateway's way to the hub for changes of the key map, encoded as they are sent.
struct SimulatedControlPlane: ControlPlane {
    let hub: SimulatedHub
    let incarnation: Incarnation
    /// What a change has to arrive in before a call returns.
    let replica: KeyMapReplica

    func createKey(_ request: KeyCreation) async throws -> KeyRecord { try await key(.createKey(request)) }

    func changeKey(_ id: KeyID, _ change: KeyChange, in region: String) async throws -> KeyRecord {
        try await key(.changeKey(id, change, region: region))
    }

    func replicateKey(_ id: KeyID, _ replication: KeyReplication) async throws -> KeyRecord {
        try await key(.replicateKey(id, replication))
    }

    func updatePrimaryRegion(_ id: KeyID, to region: String) async throws {
        _ = try await call(.updatePrimaryRegion(id, region: region))
    }

    func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?, in region: String
    ) async throws -> KeyRecord {
        try await key(.importMaterial(id, material, expires: expires, region: region))
    }

    func createAlias(_ name: AliasName, target: KeyID) async throws {
        _ = try await call(.createAlias(name, target: target))
    }

    func updateAlias(_ name: AliasName, target: KeyID) async throws {
        _ = try await call(.updateAlias(name, target: target))
    }

    func deleteAlias(_ name: AliasName) async throws { _ = try await call(.deleteAlias(name)) }
    func createGrant(_ grant: GrantRecord) async throws { _ = try await call(.createGrant(grant)) }
    func removeGrant(_ id: GrantID) async throws { _ = try await call(.removeGrant(id)) }

    private func key(_ call: ControlCall) async throws -> KeyRecord {
        guard let key = try await self.call(call) else { throw OutOfReach() }
        return key
    }

    private func call(_ call: ControlCall) async throws -> KeyRecord? {
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
