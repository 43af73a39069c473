package import Gateway
package import KeyMap
import Synchronization

/// Keeps counts in memory, or refuses them.
package final class FakeUsageStorage: UsageStorage {
    package struct Full: Error {
        package init() {}
    }

    private struct State {
        var counts: [UsageName: UInt64] = [:]
        var last: [UsedKey: LastUse] = [:]
        var saves = 0
        var isFull = false
    }

    private let state = Mutex(State())

    package init() {}

    /// What another process would find.
    package var counts: [UsageName: UInt64] { state.withLock { $0.counts } }
    package var last: [UsedKey: LastUse] { state.withLock { $0.last } }
    /// How often something was stored.
    package var saves: Int { state.withLock { $0.saves } }

    package func setFull(_ isFull: Bool) {
        state.withLock { $0.isFull = isFull }
    }

    package func save(_ counts: [UsageCount], last: [UsedKey: LastUse]) async throws {
        try state.withLock { state in
            guard !state.isFull else { throw Full() }
            for count in counts { state.counts[count.name] = count.count }
            state.last.merge(last) { $1 }
            state.saves += 1
        }
    }
}
