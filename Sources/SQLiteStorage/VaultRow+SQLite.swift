import GRDB
import KeyMap

extension VaultRow {
    /// - Throws: ``StorageError`` with `.damaged` for a row of other types or states than the store writes.
    init(_ row: Row) throws {
        guard let state = State(rawValue: try row.number("state")) else {
            throw StorageError(.damaged, "a share's state is not as it was written: restore the vault from a copy")
        }
        self.init(
            slot: VaultSlot(
                key: KeyID(try row.text("key")), version: KeyVersionNumber(try row.number("version")),
                shard: try row.number("shard"), epoch: Epoch(try row.number("epoch"))),
            state: state, sealedShare: try row.bytes("share"), publicPart: try row.bytes("public"),
            session: try row.bytes("session"))
    }
}
