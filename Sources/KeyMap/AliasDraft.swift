/// Changes of aliases that are made together: those that were asked for, and those that keep replicas in step.
package struct AliasDraft {
    private let state: KeyMapState
    private var changed: [AliasName: AliasRecord?] = [:]

    /// - Parameter state: the key map as it stands.
    package init(_ state: KeyMapState) {
        self.state = state
    }

    /// The alias as it will be.
    package subscript(name: AliasName) -> AliasRecord? {
        if let change = changed[name] { change } else { state.alias(name) }
    }

    package mutating func enter(_ alias: AliasRecord) {
        changed.updateValue(alias, forKey: alias.name)
    }

    package mutating func remove(_ name: AliasName) {
        changed.updateValue(nil, forKey: name)
    }

    /// Gives a key in every region the aliases of its primary region and no others, if its tag `quorate:sync` says so.
    ///
    /// - Throws: ``KeyMapError`` with `.invalidState` where another key has an alias of that name in one of the regions.
    package mutating func keepInStep(_ key: KeyRecord, at now: Timestamp) throws(KeyMapError) {
        let key = key.whole
        guard key.sync.contains(.aliases), !key.elsewhere.isEmpty else { return }
        let wanted = aliases(of: key, in: key.region)
        for region in key.replicaRegions {
            let names = wanted.map { AliasName(account: $0.account, region: region, name: $0.name) }
            for name in aliases(of: key, in: region) where !names.contains(name) { remove(name) }
            for name in names {
                guard let alias = self[name] else {
                    enter(AliasRecord(name: name, target: key.id, created: now, updated: now))
                    continue
                }
                guard alias.target == key.id else {
                    throw KeyMapError(
                        .invalidState,
                        "\(alias.arn) names another key, and \(key.arn) keeps its aliases in step in all its regions. "
                            + "Choose another name, or delete that alias.")
                }
            }
        }
    }

    /// What is to be entered in the key map, in the order of regions and names.
    package var changes: [(name: RecordName, value: RecordValue)] {
        changed.sorted { ($0.key.region, $0.key.name) < ($1.key.region, $1.key.name) }.map { name, alias in
            (name: .alias(name), value: alias.map { .alias($0) } ?? .removed)
        }
    }

    private func aliases(of key: KeyRecord, in region: String) -> [AliasName] {
        let stored = state.allAliases.filter { $0.target == key.id && changed[$0.name] == nil }
        let all = stored + changed.values.compactMap(\.self).filter { $0.target == key.id }
        return all.map(\.name).filter { $0.region == region && $0.account == key.account }
    }
}
