package import KeyMap

/// What clients change of keys that exist. Aliases that are kept in step change in the same commit.
extension Hub {
    package func changeKey(_ id: KeyID, _ change: KeyChange, in region: String) async throws -> KeyRecord {
        let now = clock()
        try await commit(id) { key throws(KeyMapError) in try key.applying(change, in: region, at: now) }
        return try Self.key(id, of: replica)
    }

    package func replicateKey(_ id: KeyID, _ replication: KeyReplication) async throws -> KeyRecord {
        let now = clock()
        try await commit(id) { key throws(KeyMapError) in try key.replicating(replication, at: now) }
        return try Self.key(id, of: replica)
    }

    package func updatePrimaryRegion(_ id: KeyID, to region: String) async throws {
        try await commit(id) { key throws(KeyMapError) in try key.promoting(region) }
    }

    /// Deletes the keys whose waiting period has passed, with their aliases and grants; a replica alone, where it is one. The waiting
    /// period of a primary key begins when its last replica is gone. Returns how many keys and replicas were due.
    ///
    /// - Throws: ``HubError`` with `.storage`.
    package func deleteExpiredKeys() async throws -> Int {
        let now = clock()
        guard replica.allKeys.contains(where: { $0.deletingDue(at: now) != $0 }) else { return 0 }
        var count = 0
        // Which they are is settled inside the commit: a deletion may be cancelled until then.
        try await writer.commit { replica in
            let state = replica.snapshot
            var left: [KeyID: KeyRecord] = [:]
            for key in state.allKeys {
                left[key.id] = key.deletingDue(at: now)
                count += 1 + key.elsewhere.count - (left[key.id].map { 1 + $0.elsewhere.count } ?? 0)
            }
            return state.snapshot.compactMap { signed in
                switch signed.change.value {
                case .key(let key) where left[key.id] != key:
                    (name: signed.change.name, value: left[key.id].map { .key($0) } ?? .removed)
                case .alias(let alias) where left[alias.target]?.seen(in: alias.name.region) == nil:
                    (name: signed.change.name, value: .removed)
                case .grant(let grant) where left[grant.key]?.seen(in: grant.region) == nil:
                    (name: signed.change.name, value: .removed)
                default: nil
                }
            }
        }
        return count
    }

    /// Commits what becomes of a key, with its aliases in step.
    private func commit(
        _ id: KeyID, _ change: (KeyRecord) throws(KeyMapError) -> KeyRecord
    ) async throws {
        let now = clock()
        try await writer.commit { replica in
            let key = try change(try Self.key(id, of: replica))
            var aliases = AliasDraft(replica.snapshot)
            try aliases.keepInStep(key, at: now)
            return [(name: .key(id), value: .key(key))] + aliases.changes
        }
    }
}
