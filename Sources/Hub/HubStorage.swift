package import KeyMap

/// Where the hub's key map rests, encrypted. Every call is durable when it returns.
package protocol HubStorage: Sendable {
    /// The current records in ascending order of revision, and the head.
    func load() async throws -> (changes: [SignedChange], head: KeyMapHead)
    /// The head as it was at a revision; nil where the history does not reach it.
    func head(at revision: UInt64) async throws -> KeyMapHead?
    /// Stores changes that follow each other in one transaction.
    func commit(_ changes: [SignedChange]) async throws
}

/// Signs changes of the key map with the hub's key, which the charter names.
package protocol ChangeSigner: Sendable {
    /// Ed25519, 64 bytes.
    func sign(_ message: [UInt8]) throws -> [UInt8]
}
