import Synchronization

/// A process's full copy of the key map in memory: what the data path reads. Reads never wait for anything.
package final class KeyMapReplica: Sendable {
    /// Refuses a key whose committee did not certify it.
    package typealias CertificateCheck = @Sendable (KeyRecord, FleetMembers) throws(KeyMapError) -> Void

    /// Told of the key that was changed or removed; nil where any may have been.
    package typealias Observer = @Sendable (KeyID?) -> Void

    private let state: Mutex<KeyMapState>
    private let check: CertificateCheck
    private let fleet: Mutex<FleetMembers>
    private let observers = Mutex<[Observer]>([])
    /// The hub's Ed25519 public key, from the charter.
    package let hubKey: [UInt8]

    /// - Parameter check: applied to every key whose committees are new here, so that no public key is believed on the
    ///   hub's word alone.
    package init(
        members: FleetMembers, hubKey: [UInt8], state: KeyMapState = KeyMapState(), check: @escaping CertificateCheck
    ) {
        fleet = Mutex(members)
        self.hubKey = hubKey
        self.check = check
        self.state = Mutex(state)
    }

    /// The fleet, by the latest charter that was adopted here.
    package var members: FleetMembers { fleet.withLock { $0 } }

    package var custodians: [CustodianRecord] { members.custodians }

    package func custodian(_ id: CustodianID) -> CustodianRecord? { fleet.withLock { $0.custodian(id) } }

    /// Goes by another charter from now on. What came under an earlier one stays.
    package func adopt(_ members: FleetMembers) {
        fleet.withLock { $0 = members }
        notify(nil)
    }

    /// Has an observer told of every change once it is in force, before whoever made it here goes on.
    package func onChange(_ observer: @escaping Observer) {
        observers.withLock { $0.append(observer) }
    }

    private func notify(_ key: KeyID?) {
        for observer in observers.withLock({ $0 }) { observer(key) }
    }

    package var head: KeyMapHead { read { $0.head } }

    /// Looks at the state as it is now.
    func read<Answer>(_ body: (KeyMapState) -> Answer) -> Answer { state.withLock { body($0) } }

    package func key(_ id: KeyID) -> KeyRecord? { state.withLock { $0.key(id) } }

    /// The revision at which a key's record was last changed.
    package func revision(of id: KeyID) -> UInt64? { state.withLock { $0.revision(of: id) } }

    package func alias(_ name: AliasName) -> AliasRecord? { state.withLock { $0.alias(name) } }

    /// The aliases of a key in all regions, in no order.
    package func aliasNames(of id: KeyID) -> Set<AliasName> { state.withLock { $0.aliasNames(of: id) } }

    /// The key that a creation request, named by its token, has already made.
    package func key(madeBy token: String) -> KeyRecord? { state.withLock { $0.key(madeBy: token) } }

    /// The keys of a region as they are there, ordered by id.
    package func keys(account: String, region: String) -> [KeyRecord] {
        state.withLock { $0.allKeys.filter { $0.account == account }.compactMap { $0.seen(in: region) } }
            .sorted { $0.id.description < $1.id.description }
    }

    /// Ordered by the UTF-8 bytes of their names.
    package func aliases(account: String, region: String) -> [AliasRecord] {
        state.withLock { $0.allAliases.filter { $0.name.account == account && $0.name.region == region } }
            .sorted { $0.name.name.utf8.lexicographicallyPrecedes($1.name.name.utf8) }
    }

    /// Every key of the fleet, in no order.
    package var allKeys: [KeyRecord] { state.withLock { Array($0.allKeys) } }

    /// How many shares each custodian holds.
    package var loads: [CustodianID: Int] { state.withLock { $0.loads } }

    /// The whole state, as a value.
    package var snapshot: KeyMapState { state.withLock { $0 } }

    /// - Throws: ``KeyMapError``; the replica stays as it was.
    package func apply(_ change: SignedChange) throws(KeyMapError) {
        try check(change.change)
        try state.withLock { (state) throws(KeyMapError) in try state.apply(change, hubKey: hubKey) }
        if case .key(let id) = change.change.name { notify(id) }
    }

    /// Whether a change's key, if it is one's, is what its committees certified.
    ///
    /// - Throws: ``KeyMapError``.
    package func check(_ change: KeyMapChange) throws(KeyMapError) {
        if case .key(let key) = change.value { try verify(key, known: self.key(key.id)) }
    }

    /// Replaces the state by a snapshot that is not behind it.
    ///
    /// - Throws: ``KeyMapError`` with `.rollback` where it is behind, `.fork` where it is another at the same revision.
    package func replace(by snapshot: KeyMapState) throws(KeyMapError) {
        for key in snapshot.allKeys { try verify(key, known: self.key(key.id)) }
        try state.withLock { (state) throws(KeyMapError) in
            try Self.check(snapshot.head, follows: state.head)
            state = snapshot
        }
        notify(nil)
    }

    /// Takes the hub's snapshot, if it follows on what was seen here before.
    ///
    /// - Parameter known: the latest head that was seen, also before the last start.
    /// - Returns: the state that is in force now.
    /// - Throws: ``KeyMapError``; the replica stays as it was.
    @discardableResult
    package func install(
        _ snapshot: [SignedChange], head: SignedHead, known: KeyMapHead
    ) throws(KeyMapError) -> KeyMapState {
        let state = try KeyMapState(snapshot: snapshot, head: head, hubKey: hubKey)
        try Self.check(state.head, follows: known)
        guard head.ancestor == known else {
            throw KeyMapError(
                .fork, "the hub's history does not hold revision \(known.revision) as it was seen here before")
        }
        try replace(by: state)
        return state
    }

    private func verify(_ key: KeyRecord, known: KeyRecord?) throws(KeyMapError) {
        guard key.versions != known?.versions || key.spec != known?.spec || key.custody != known?.custody else {
            return
        }
        try check(key, members)
    }

    /// - Throws: ``KeyMapError`` where `head` is behind `known`, or another change at the same revision.
    package static func check(_ head: KeyMapHead, follows known: KeyMapHead) throws(KeyMapError) {
        guard head.revision >= known.revision else {
            throw KeyMapError(
                .rollback,
                "the hub offers revision \(head.revision) of the key map, but \(known.revision) was seen before: its data "
                    + "is older than this process's. Restore the newer data of the hub")
        }
        guard head.revision > known.revision || head.hash == known.hash else {
            throw KeyMapError(.fork, "the hub offers another history of the key map at revision \(head.revision)")
        }
    }
}
