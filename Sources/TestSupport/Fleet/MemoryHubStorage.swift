import Hub
package import KeyMap
import Synchronization

/// A hub's disk in memory.
package final class MemoryHubStorage: HubStorage {
    package struct Failure: Error {}

    private struct State {
        var map: [RecordName: SignedChange] = [:]
        var heads: [KeyMapHead] = [.empty]
        var isBroken = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether every call fails from here on.
    package func setBroken(_ isBroken: Bool) {
        state.withLock { $0.isBroken = isBroken }
    }

    package func load() async throws -> (changes: [SignedChange], head: KeyMapHead) {
        try state.withLock { state in
            guard !state.isBroken, let head = state.heads.last else { throw Failure() }
            return (state.map.values.sorted { $0.change.revision < $1.change.revision }, head)
        }
    }

    package func head(at revision: UInt64) async throws -> KeyMapHead? {
        state.withLock { $0.heads.first { $0.revision == revision } }
    }

    package func commit(_ changes: [SignedChange]) async throws {
        try state.withLock { state in
            guard !state.isBroken else { throw Failure() }
            for signed in changes {
                state.map[signed.change.name] = signed.change.value == .removed ? nil : signed
                state.heads.append(KeyMapHead(revision: signed.change.revision, hash: signed.change.hash))
            }
        }
    }
}
