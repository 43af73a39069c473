import ByteCoding
import Custodian
import CustodianContract
import FleetIdentity
import Hub
import KeyMap
import SQLiteStorage
import Secrets

/// One sealing key encrypts a process's records and shares at rest.
extension SealingKey: RecordSealer, ShareProtection {
    func seal(_ share: borrowing SecretBytes, binding: [UInt8]) throws -> [UInt8] {
        try seal(share, label: "share", associatedData: binding)
    }

    func open(_ sealed: [UInt8], binding: [UInt8]) throws -> SecretBytes {
        try openSecret(sealed, label: "share", associatedData: binding)
    }
}

/// The hub's key signs changes of the key map.
extension NodeIdentity: ChangeSigner {}

extension HubStore: HubStorage {
    func load() async throws -> (changes: [SignedChange], head: KeyMapHead) {
        let snapshot: HubSnapshot = try await load()
        let changes = try snapshot.entries.map { try SignedChange(decoding: $0.bytes) }
        return (changes, snapshot.head ?? .empty)
    }

    func head(at revision: UInt64) async throws -> KeyMapHead? {
        guard revision > 0 else { return .empty }
        return try await revisions(after: revision - 1, limit: 1).first
    }

    func commit(_ changes: [SignedChange]) async throws {
        try await commit(
            changes.map { signed in
                let change = signed.change
                let name = change.name.encoded
                let isRemoval = change.value == .removed
                return HubChange(
                    head: KeyMapHead(revision: change.revision, hash: change.hash),
                    records: isRemoval ? [] : [(key: name, bytes: signed.encoded)], removals: isRemoval ? [name] : [])
            })
    }
}

extension VaultStore: ShareStorage {
    func load() async throws -> [StoredShare] {
        try await all().map { row in
            StoredShare(
                name: ShareName(key: row.slot.key, version: row.slot.version, shard: row.slot.shard),
                epoch: row.slot.epoch, isActive: row.state == .active, sealed: row.sealedShare,
                publicPart: row.publicPart, session: row.session)
        }
    }

    func prepare(_ share: StoredShare) async throws {
        try await put(
            VaultRow(
                slot: VaultSlot(share.slot), state: .prepared, sealedShare: share.sealed, publicPart: share.publicPart,
                session: share.session))
    }

    func activate(_ share: StoredShare) async throws {
        try await activate(VaultSlot(share.slot), session: share.session)
    }

    func erase(_ slots: [ShareSlot]) async throws {
        try await erase(slots.map(VaultSlot.init))
    }

    func knownHead() async throws -> KeyMapHead {
        try await head() ?? .empty
    }

    func remember(_ head: KeyMapHead) async throws {
        try await advance(to: head)
    }
}

extension VaultSlot {
    fileprivate init(_ slot: ShareSlot) {
        self.init(key: slot.name.key, version: slot.name.version, shard: slot.name.shard, epoch: slot.epoch)
    }
}
