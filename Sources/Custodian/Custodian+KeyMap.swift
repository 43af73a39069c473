import AsyncGate
import AuditLog
import ByteCoding
import CustodianContract
package import KeyMap
import Secrets
import Synchronization

extension Custodian {
    package func adopt(_ members: FleetMembers) {
        replica.adopt(members)
    }

    package func knownHead() async throws -> KeyMapHead {
        try await settings.storage.knownHead()
    }

    package func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 {
        try await gate.pass {
            let state = try replica.install(
                snapshot, head: head, known: try await settings.storage.knownHead())
            try await settings.storage.remember(state.head)
            for key in state.allKeys { await activate(key) }
            // The map follows from what was seen here before, so a key that it lacks was deleted. Prepared shares belong to
            // ceremonies under way, which the map does not have yet.
            let gone = vault.names.filter { state.key($0.key) == nil && vault.share($0) != nil }
            try await forget(gone)
            hasMap.store(true, ordering: .releasing)
            return state.head.revision
        }
    }

    package func apply(_ changes: [SignedChange]) async throws -> UInt64 {
        try await gate.pass {
            // Onto an empty replica any history would fit, whatever was seen before the start.
            guard hasMap.load(ordering: .acquiring) else {
                throw KeyMapError(.fork, "the hub sends changes of a key map before the key map that they follow on")
            }
            var gone: Set<KeyID> = []
            var refusal: KeyMapError?
            for signed in changes {
                do throws(KeyMapError) {
                    try replica.apply(signed)
                } catch {
                    // What came before it counts all the same.
                    refusal = error
                    break
                }
                switch (signed.change.name, signed.change.value) {
                case (.key, .key(let key)): await activate(key)
                case (.key(let id), .removed): gone.insert(id)
                default: break
                }
            }
            if !gone.isEmpty { try await forget(vault.names.filter { gone.contains($0.key) }) }
            let head = replica.head
            try await settings.storage.remember(head)
            if let refusal { throw refusal }
            return head.revision
        }
    }

    /// Makes prepared shares of a key the ones in use. The replica has checked the committee's certificate. A share that
    /// cannot be activated holds up no other: it stays prepared, and the log says why.
    private func activate(_ key: KeyRecord) async {
        for version in key.versions {
            for shard in version.shards where shard.index(of: settings.custodian) != nil {
                let name = ShareName(key: key.id, version: version.number, shard: shard.number)
                defer { vault.unite(name, with: shard) }
                guard let prepared = vault.prepared(name) else { continue }
                do {
                    guard try SharePublicPart(decoding: prepared.publicPart).agrees(with: shard),
                        prepared.epoch == shard.epoch
                    else {
                        throw KeyMapError(
                            .malformed, "the key map's committee of \(name) is not the one that made its share")
                    }
                    try await vault.activate(name)
                    await record("ShareActivated", name, error: nil)
                } catch {
                    await record("ShareActivated", name, error: "\(error)")
                }
            }
        }
    }

    private func forget(_ names: Set<ShareName>) async throws {
        plain.drop(names)
        prehashed.drop(names)
        try await vault.erase(names)
        // Many together, so that the log writes and syncs them at once; not all, because its spool has an end.
        let names = Array(names)
        for start in stride(from: 0, to: names.count, by: 256) {
            await withDiscardingTaskGroup { group in
                for name in names[start..<min(start + 256, names.count)] {
                    group.addTask { [self] in await record("ShareErased", name, error: nil) }
                }
            }
        }
    }

    /// A record of a share's life. One that cannot be written stops no erasure: uses of shares are refused then anyway.
    private func record(_ event: String, _ name: ShareName, error: String?) async {
        try? await settings.audit.append(
            AuditRecord(
                time: settings.clock(), source: "custodian.quorate", name: event,
                region: replica.key(name.key)?.region ?? "",
                identity: .node("spiffe://\(settings.fleet)/custodian/\(settings.custodian)"),
                errorCode: error.map { _ in "failed" }, errorMessage: error,
                requestParameters: [
                    "keyId": .string(name.key.description), "version": .integer(Int64(name.version.value)),
                    "shard": .integer(Int64(name.shard)), "revision": .integer(Int64(clamping: replica.head.revision)),
                ],
                requestID: UniqueID.make(settings.random.bytes(16)), eventID: UniqueID.make(settings.random.bytes(16)),
                readOnly: false, eventType: "QuorateShareLife"))
    }
}
