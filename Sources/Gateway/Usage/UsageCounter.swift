import AsyncGate
package import KeyMap
import Synchronization

/// Counts the uses of keys at a gateway, by version and operation, and remembers the latest of each key.
package final class UsageCounter: Sendable {
    private struct State {
        var ledger: UsageLedger
        var last: LastUses
    }

    private let storage: any UsageStorage
    private let state: Mutex<State>
    private let gate = AsyncGate()

    package init(_ stored: StoredUsage, storage: any UsageStorage) {
        self.storage = storage
        state = Mutex(State(ledger: UsageLedger(stored.counts), last: LastUses(stored)))
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
        state.withLock { $0.last.note(use, of: key) }
    }

    /// Since when uses are counted, here or at another gateway that has told.
    package var since: Timestamp { state.withLock { $0.last.since } }

    func last(of key: UsedKey) -> LastUse? { state.withLock { $0.last[key] } }

    /// How often keys were used, in no order. After a crash, at most as often.
    package var counts: [UsageCount] { state.withLock { $0.ledger.counts } }

    package var lastUses: [UsedKey: LastUse] { state.withLock { $0.last.all } }

    /// Tells a board of the latest uses here, and hears of those elsewhere.
    ///
    /// - Parameter clock: says what the time is when the answer has come.
    /// - Returns: whether there is more to tell or to hear.
    /// - Throws: what the board throws; the next exchange tells it all.
    package func exchange(with board: any UseBoard, clock: @Sendable () -> Timestamp) async throws -> Bool {
        let report = state.withLock { $0.last.report() }
        do {
            let answer = try await board.exchange(report)
            return state.withLock { $0.last.take(answer, at: clock()) }
        } catch {
            state.withLock { $0.last.keepUntold(report) }
            throw error
        }
    }

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
                (counting ? state.ledger.settle() : [], state.last.takeUnsaved())
            }
            guard !counts.isEmpty || !last.isEmpty else { return }
            do {
                try await storage.save(counts, last: last)
            } catch {
                state.withLock { $0.last.keepUnsaved(last.keys) }
                throw error
            }
        }
    }
}
