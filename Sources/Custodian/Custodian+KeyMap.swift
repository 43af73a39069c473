import ByteCoding
import CustodianContract
package import KeyMap

extension Custodian {
    package func install(snapshot: [SignedChange], head: SignedHead) async throws -> UInt64 {
        let state = try KeyMapState(snapshot: snapshot, head: head, hubKey: replica.hubKey)
        try KeyMapReplica.check(state.head, follows: try await settings.storage.knownHead())
        try replica.replace(by: state)
        try await settings.storage.remember(state.head)
        for key in state.allKeys { try await activate(key) }
        // A key that the signed map no longer has is deleted, and its shares go. Prepared shares of ceremonies under way
        // are not in the map yet: the hub abandons those that fail.
        let gone = vault.names.filter { state.key($0.key) == nil && vault.share($0) != nil }
        try await forget(gone)
        return state.head.revision
    }

    package func apply(_ changes: [SignedChange]) async throws -> UInt64 {
        var gone: Set<KeyID> = []
        for signed in changes {
            try replica.apply(signed)
            switch (signed.change.name, signed.change.value) {
            case (.key, .key(let key)): try await activate(key)
            case (.key(let id), .removed): gone.insert(id)
            default: break
            }
        }
        if !gone.isEmpty { try await forget(vault.names.filter { gone.contains($0.key) }) }
        let head = replica.head
        try await settings.storage.remember(head)
        return head.revision
    }

    /// Makes prepared shares of a key the ones in use. The replica has checked the committee's certificate.
    private func activate(_ key: KeyRecord) async throws {
        for version in key.versions {
            for shard in version.shards where shard.index(of: settings.custodian) != nil {
                let name = ShareName(key: key.id, version: version.number, shard: shard.number)
                guard let prepared = vault.prepared(name) else { continue }
                guard try SharePublicPart(decoding: prepared.publicPart).agrees(with: shard),
                    prepared.epoch == shard.epoch
                else {
                    throw KeyMapError(
                        .malformed, "the key map's committee of \(name) is not the one that made its share")
                }
                try await vault.activate(name)
            }
        }
    }

    private func forget(_ names: Set<ShareName>) async throws {
        plain.drop(names)
        prehashed.drop(names)
        try await vault.erase(names)
    }
}
