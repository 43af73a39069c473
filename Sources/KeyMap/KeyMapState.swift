/// The key map as a value: current records, and where it stands.
package struct KeyMapState: Sendable {
    package private(set) var head: KeyMapHead
    /// The latest change of every record that exists.
    private var records: [RecordName: SignedChange]
    private var tokens: [String: KeyID]
    /// The aliases of each key that has some.
    private var aliasNames: [KeyID: Set<AliasName>]
    /// The grants on each key that has some, in all its regions, by grantee.
    private var grantIDs: [KeyID: [String: Set<GrantID>]]
    private var accessKeyIDs: Set<AccessKeyID>
    private var policy = SharedPolicy()
    /// How many shares each custodian holds of the keys that exist.
    package private(set) var loads: [CustodianID: Int]

    package init() {
        head = .empty
        records = [:]
        tokens = [:]
        aliasNames = [:]
        grantIDs = [:]
        accessKeyIDs = []
        loads = [:]
    }

    /// A snapshot: the current records in ascending order of revision, and a head that covers them.
    ///
    /// - Throws: ``KeyMapError``: `.badSignature` where the hub did not sign a change or the head, `.malformed` where the
    ///   changes are not those that the head covers.
    package init(snapshot: [SignedChange], head signed: SignedHead, hubKey: [UInt8]) throws(KeyMapError) {
        self.init()
        try signed.verify(hubKey: hubKey)
        guard SignedHead.contents(of: snapshot) == signed.contents else {
            throw KeyMapError(.malformed, "a snapshot of the key map lacks records or has others than its head covers")
        }
        // The signed head covers every change's hash, so the changes' own signatures need no check here.
        for change in snapshot { store(change) }
        head = signed.head
    }

    /// The hub's own state, from its storage, where every record is checked by its own signature.
    ///
    /// - Throws: ``KeyMapError`` with `.badSignature`.
    package init(restoring changes: [SignedChange], head: KeyMapHead, hubKey: [UInt8]) throws(KeyMapError) {
        self.init()
        for change in changes {
            try change.verify(hubKey: hubKey)
            store(change)
        }
        self.head = head
    }

    /// Takes the next change.
    ///
    /// - Throws: ``KeyMapError``: `.rollback` for a revision already passed, `.fork` where it does not follow from the
    ///   head, `.badSignature`.
    package mutating func apply(_ signed: SignedChange, hubKey: [UInt8]) throws(KeyMapError) {
        let change = signed.change
        guard change.revision > head.revision else {
            throw KeyMapError(
                .rollback, "change \(change.revision) of the key map came when \(head.revision) was already known")
        }
        guard change.revision == head.revision + 1, change.previous == head.hash else {
            throw KeyMapError(
                .fork,
                "change \(change.revision) of the key map does not follow from revision \(head.revision) known here")
        }
        try signed.verify(hubKey: hubKey)
        store(signed)
        head = KeyMapHead(revision: change.revision, hash: change.hash)
    }

    /// The current records in ascending order of revision: a snapshot.
    package var snapshot: [SignedChange] {
        records.values.sorted { $0.change.revision < $1.change.revision }
    }

    package func key(_ id: KeyID) -> KeyRecord? { records[.key(id)]?.key }
    /// The revision at which a key's record was last changed.
    package func revision(of id: KeyID) -> UInt64? { records[.key(id)]?.change.revision }
    package func alias(_ name: AliasName) -> AliasRecord? { records[.alias(name)]?.alias }
    package func key(madeBy token: String) -> KeyRecord? { tokens[token].flatMap(key) }
    package var allKeys: some Sequence<KeyRecord> { records.values.lazy.compactMap(\.key) }
    package var allAliases: some Sequence<AliasRecord> { aliasNames.values.lazy.joined().compactMap(alias) }
    package func aliasNames(of id: KeyID) -> Set<AliasName> { aliasNames[id] ?? [] }
    package func grant(_ id: GrantID) -> GrantRecord? { records[.grant(id)]?.grant }
    /// The revision at which a grant was made.
    package func revision(of id: GrantID) -> UInt64? { records[.grant(id)]?.change.revision }
    package func grants(on key: KeyID) -> some Sequence<GrantRecord> {
        (grantIDs[key] ?? [:]).values.lazy.joined().compactMap(grant)
    }
    package func grants(on key: KeyID, to grantee: String) -> some Sequence<GrantRecord> {
        (grantIDs[key]?[grantee] ?? []).lazy.compactMap(grant)
    }
    package var allGrants: some Sequence<GrantRecord> {
        grantIDs.values.lazy.flatMap { $0.values.lazy.joined() }.compactMap(grant)
    }
    package func accessKey(_ id: AccessKeyID) -> AccessKeyRecord? { records[.accessKey(id)]?.accessKey }
    package var allAccessKeys: some Sequence<AccessKeyRecord> { accessKeyIDs.lazy.compactMap(accessKey) }

    private mutating func store(_ signed: SignedChange) {
        let signed = policy.sharing(signed)
        let name = signed.change.name
        if let old = records[name] { unlist(old.change.value) }
        list(signed.change.value)
        records[name] = signed.change.value == .removed ? nil : signed
    }

    private mutating func list(_ value: RecordValue) {
        switch value {
        case .key(let key):
            if let token = key.creationToken { tokens[token] = key.id }
            count(key, by: 1)
        case .alias(let alias): aliasNames[alias.target, default: []].insert(alias.name)
        case .grant(let grant): grantIDs[grant.key, default: [:]][grant.grantee, default: []].insert(grant.id)
        case .accessKey(let key): accessKeyIDs.insert(key.id)
        case .removed: break
        }
    }

    private mutating func unlist(_ value: RecordValue) {
        switch value {
        case .key(let key):
            if let token = key.creationToken { tokens[token] = nil }
            count(key, by: -1)
        case .alias(let alias):
            aliasNames[alias.target]?.remove(alias.name)
            if aliasNames[alias.target]?.isEmpty == true { aliasNames[alias.target] = nil }
        case .grant(let grant):
            grantIDs[grant.key]?[grant.grantee]?.remove(grant.id)
            if grantIDs[grant.key]?[grant.grantee]?.isEmpty == true { grantIDs[grant.key]?[grant.grantee] = nil }
            if grantIDs[grant.key]?.isEmpty == true { grantIDs[grant.key] = nil }
        case .accessKey(let key): accessKeyIDs.remove(key.id)
        case .removed: break
        }
    }

    private mutating func count(_ key: KeyRecord, by change: Int) {
        for version in key.versions {
            for shard in version.shards {
                for custodian in shard.committee { loads[custodian, default: 0] += change }
            }
        }
    }
}

extension SignedChange {
    fileprivate var key: KeyRecord? {
        guard case .key(let key) = change.value else { return nil }
        return key
    }

    fileprivate var alias: AliasRecord? {
        guard case .alias(let alias) = change.value else { return nil }
        return alias
    }

    fileprivate var grant: GrantRecord? {
        guard case .grant(let grant) = change.value else { return nil }
        return grant
    }

    fileprivate var accessKey: AccessKeyRecord? {
        guard case .accessKey(let key) = change.value else { return nil }
        return key
    }
}
