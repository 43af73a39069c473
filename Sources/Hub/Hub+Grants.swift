package import KeyMap

extension Hub {
    package func createGrant(_ grant: GrantRecord) async throws {
        let now = clock()
        try await writer.commit { replica in
            let key = try Self.key(grant.key, in: grant.region, of: replica).settled(at: now)
            guard key.state == .enabled, key.account == grant.account else {
                throw KeyMapError(.invalidState, "\(key.arn) is \(key.state.name), not Enabled.")
            }
            guard grant.operations.allSatisfy({ $0.suits(key.spec, key.usage) }) else {
                throw KeyMapError(.invalidState, "\(key.arn) does not have all operations of the grant.")
            }
            guard replica.grant(grant.id) == nil else {
                throw KeyMapError(.alreadyExists, "There is a grant \(grant.id) already.")
            }
            let others = replica.grants(on: grant.key, in: grant.region)
            guard !others.contains(where: { $0.isRepeated(by: grant) }) else { return [] }
            guard others.count < GrantRecord.limit else {
                throw KeyMapError(
                    .limitExceeded, "\(key.arn) has \(others.count) grants, the most that a key may have. Retire some.")
            }
            return [(name: .grant(grant.id), value: .grant(grant))]
        }
    }

    package func removeGrant(_ id: GrantID) async throws {
        try await writer.commit { replica in
            guard replica.grant(id) != nil else { throw KeyMapError(.notFound, "Grant ID \(id) not found") }
            return [(name: .grant(id), value: .removed)]
        }
    }
}
