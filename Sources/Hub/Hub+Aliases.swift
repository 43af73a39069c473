package import KeyMap

extension Hub {
    package func createAlias(_ name: AliasName, target: KeyID) async throws {
        try await change(name) { aliases, replica, now in
            guard aliases[name] == nil else {
                throw KeyMapError(.alreadyExists, "An alias with the name \(name.name) already exists.")
            }
            aliases.enter(AliasRecord(name: name, target: target, created: now, updated: now))
            return [try Self.key(target, in: name.region, of: replica)]
        }
    }

    package func updateAlias(_ name: AliasName, target: KeyID) async throws {
        try await change(name) { aliases, replica, now in
            let alias = try Self.alias(name, of: replica)
            let old = replica.key(alias.target, in: name.region)
            aliases.enter(AliasRecord(name: name, target: target, created: alias.created, updated: now))
            return [old, try Self.key(target, in: name.region, of: replica)].compactMap(\.self)
        }
    }

    package func deleteAlias(_ name: AliasName) async throws {
        try await change(name) { aliases, replica, _ in
            let alias = try Self.alias(name, of: replica)
            aliases.remove(name)
            return [replica.key(alias.target, in: name.region)].compactMap(\.self)
        }
    }

    /// Commits a change of one alias, and of those that are kept in step with it.
    ///
    /// - Parameter body: enters the change, and returns the keys that lose or get the alias, as they are in its region.
    private func change(
        _ name: AliasName,
        _ body: (inout AliasDraft, KeyMapReplica, Timestamp) throws -> [KeyRecord]
    ) async throws {
        let now = clock()
        try await writer.commit { replica in
            var aliases = AliasDraft(replica.snapshot)
            for key in try body(&aliases, replica, now) {
                try key.checkAliasesDiffer()
                try aliases.keepInStep(key, at: now)
            }
            return aliases.changes
        }
    }

    private static func alias(_ name: AliasName, of replica: KeyMapReplica) throws(KeyMapError) -> AliasRecord {
        guard let alias = replica.alias(name) else {
            throw KeyMapError(.notFound, "Alias \(name.name) is not found.")
        }
        return alias
    }
}
