import AsyncGate
package import KeyMap
import Synchronization

/// Counts the uses of keys at a gateway, by version and operation, and remembers the latest of each key.
package final class UsageCounter: Sendable {
    private struct State {
        var ledger: UsageLedger
        var last: [UsedKey: LastUse]
        /// Of which the latest use is not on disk.
        var changed: Set<UsedKey> = []
    }

    /// Since when uses are counted.
    package let since: Timestamp
    private let storage: any UsageStorage
    private let state: Mutex<State>
    private let gate = AsyncGate()

    package init(_ stored: StoredUsage, storage: any UsageStorage) {
        since = stored.since
        self.storage = storage
        state = Mutex(State(ledger: UsageLedger(stored.counts), last: stored.last))
    }

    /// Counts a use, before it begins.
    ///
    /// - Throws: what the storage throws; the use must not begin then.
    package func count(_ name: UsageName) async throws {
        guard !state.withLock({ $0.ledger.count(name) }) else { return }
        try await gate.pass {
            // Whoever came first may have raised the ceiling for all that wait here.
            let raised = state.withLock { $0.ledger.isCovered(name) ? [] : $0.ledger.raised }
            guard !raised.isEmpty else { return }
            try await storage.save(raised, last: [:])
            state.withLock { $0.ledger.stored(raised) }
        }
    }

    /// Takes note of a use that has succeeded.
    func note(_ use: LastUse, of key: UsedKey) {
        state.withLock { state in
            guard use.time >= state.last[key]?.time ?? use.time else { return }
            state.last[key] = use
            state.changed.insert(key)
        }
    }

    func last(of key: UsedKey) -> LastUse? { state.withLock { $0.last[key] } }

    /// How often keys were used, in no order. After a crash, at most as often.
    package var counts: [UsageCount] { state.withLock { $0.ledger.counts } }

    package var lastUses: [UsedKey: LastUse] { state.withLock { $0.last } }

    /// Stores the latest uses.
    ///
    /// - Throws: what the storage throws; they are stored with the next attempt.
    package func flush() async throws {
        try await save(counting: false)
    }

    /// Stores everything as it is. Uses that begin later are counted too, like any.
    ///
    /// - Throws: what the storage throws; the counts on disk are too high then.
    package func close() async throws {
        try await save(counting: true)
    }

    private func save(counting: Bool) async throws {
        try await gate.pass {
            let (counts, last) = state.withLock { state in
                defer { state.changed = [] }
                let last = state.last.filter { state.changed.contains($0.key) }
                return (counting ? state.ledger.settle() : [], last)
            }
            guard !counts.isEmpty || !last.isEmpty else { return }
            do {
                try await storage.save(counts, last: last)
            } catch {
                state.withLock { $0.changed.formUnion(last.keys) }
                throw error
            }
        }
    }
}
