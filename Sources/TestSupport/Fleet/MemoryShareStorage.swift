package import Custodian
import CustodianContract
package import KeyMap
import Synchronization

/// A disk in memory, which a restarted custodian finds as it was.
package final class MemoryShareStorage: ShareStorage {
    package struct Failure: Error {}

    private struct State {
        var shares: [StoredShare] = []
        var head = KeyMapHead.empty
        var isBroken = false
    }

    private let state = Mutex(State())

    package init() {}

    /// What lies on the disk.
    package var shares: [StoredShare] { state.withLock { $0.shares } }

    /// Whether every call fails from here on.
    package func setBroken(_ isBroken: Bool) {
        state.withLock { $0.isBroken = isBroken }
    }

    /// Puts something else on the disk.
    package func replace(_ shares: [StoredShare]) {
        state.withLock { $0.shares = shares }
    }

    package func load() async throws -> [StoredShare] {
        try working { $0.shares }
    }

    package func prepare(_ share: StoredShare) async throws {
        try working { state in
            state.shares.removeAll { !$0.isActive && $0.name == share.name }
            state.shares.append(share)
        }
    }

    package func activate(_ share: StoredShare) async throws {
        try working { state in
            state.shares.removeAll { $0.name == share.name }
            state.shares.append(
                StoredShare(
                    name: share.name, epoch: share.epoch, isActive: true, sealed: share.sealed,
                    publicPart: share.publicPart, session: share.session))
        }
    }

    package func erase(_ slots: [ShareSlot]) async throws {
        let slots = Set(slots)
        try working { state in state.shares.removeAll { slots.contains($0.slot) } }
    }

    package func knownHead() async throws -> KeyMapHead {
        try working { $0.head }
    }

    package func remember(_ head: KeyMapHead) async throws {
        try working { $0.head = head }
    }

    private func working<Value: Sendable>(_ body: (inout State) -> Value) throws -> Value {
        try state.withLock { state in
            guard !state.isBroken else { throw Failure() }
            return body(&state)
        }
    }
}
