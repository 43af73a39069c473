extension KeyRecord {
    /// What is kept in step in all its regions.
    package var sync: KeySync { syncTag.flatMap { KeySync($0.value) } ?? [] }

    /// The tag that says so.
    package var syncTag: Tag? { tags.first(where: \.isSync) }

    /// Refuses at a replica what is kept in step with the primary key.
    ///
    /// - Throws: ``KeyMapError`` with `.invalidState`.
    func checkDiffers(_ change: KeyChange) throws(KeyMapError) {
        guard !isPrimary else { return }
        let isShared =
            switch change {
            case .policy: sync.contains(.policy)
            case .tag(let tags): sync.contains(.tags) || tags.contains(where: \.isSync)
            case .untag(let names):
                sync.contains(.tags) || names.contains { $0.utf8.elementsEqual(KeySync.tag.utf8) }
            default: false
            }
        if isShared { throw keptInStep }
    }

    /// Refuses a change of a replica's aliases that are kept in step with the primary key's.
    ///
    /// - Throws: ``KeyMapError`` with `.invalidState`.
    package func checkAliasesDiffer() throws(KeyMapError) {
        if !isPrimary, sync.contains(.aliases) { throw keptInStep }
    }

    private var keptInStep: KeyMapError {
        KeyMapError(
            .invalidState,
            "\(arn) is a replica: what the tag '\(KeySync.tag)' names, and that tag itself, is kept in step with the "
                + "primary key. Change it in \(primaryRegion).")
    }

    /// The stored record with every replica's tags and policy as the tag `quorate:sync` wants them.
    ///
    /// - Throws: ``KeyMapError`` with `.limitExceeded` where a replica would have too many tags.
    func inStep() throws(KeyMapError) -> KeyRecord {
        var whole = whole
        for place in whole.elsewhere.indices {
            if whole.sync.contains(.policy) { whole.elsewhere[place].policy = whole.policy }
            whole.elsewhere[place].tags =
                whole.sync.contains(.tags)
                ? whole.tags : Self.tags(whole.elsewhere[place].tags, under: whole.syncTag)
            let count = whole.elsewhere[place].tags.count
            guard count <= Self.tagLimit else {
                throw KeyMapError(
                    .limitExceeded,
                    "\(arn) would have \(count) tags in \(whole.elsewhere[place].region); \(Self.tagLimit) are allowed."
                )
            }
        }
        return whole
    }

    /// Tags with the primary key's tag `quorate:sync` among them, and no other of that name.
    private static func tags(_ tags: [Tag], under sync: Tag?) -> [Tag] {
        guard tags.first(where: \.isSync) != sync else { return tags }
        return tags.filter { !$0.isSync } + (sync.map { [$0] } ?? [])
    }
}
