package import KeyMap
import Synchronization

/// The fleet keys that a custodian holds: the newest, which it seals with, and for a while the one before, so that custodians
/// that learn of a change at different moments understand each other.
package final class FleetKeyring: Sendable {
    /// For how long the key before is understood, seconds.
    package static let overlap = 60.0

    private struct State {
        var keys: [FleetKey]
        /// When the key before the newest is dropped.
        var dropsOldAt: Timestamp?
    }

    private let state: Mutex<State>
    private let keep: @Sendable ([FleetKey]) throws -> Void
    private let clock: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - keys: oldest first.
    ///   - keep: makes the keys durable before they are used.
    package init(
        _ keys: [FleetKey], clock: @escaping @Sendable () -> Timestamp,
        keep: @escaping @Sendable ([FleetKey]) throws -> Void = { _ in }
    ) {
        // What was left over at the last stop: its time has come to be counted again.
        let dropsOldAt = keys.count > 1 ? Timestamp(seconds: clock().seconds + Self.overlap) : nil
        state = Mutex(State(keys: keys, dropsOldAt: dropsOldAt))
        self.keep = keep
        self.clock = clock
    }

    /// What to seal with; nil for a custodian that has joined and has no key yet.
    package var newest: FleetKey? { state.withLock { $0.keys.last } }

    /// 0 where there is none.
    package var generation: UInt32 { newest?.generation ?? 0 }

    /// A key that is still understood.
    package func key(generation: UInt32) -> FleetKey? {
        let now = clock()
        return state.withLock { state in
            if let time = state.dropsOldAt, time <= now {
                state.keys = Array(state.keys.suffix(1))
                state.dropsOldAt = nil
                // From the disk too, or a restart would bring it back for a while. Where that fails, the next start tries.
                try? keep(state.keys)
            }
            return state.keys.first { $0.generation == generation }
        }
    }

    /// Takes a newer key; nothing happens for one that is not newer.
    ///
    /// - Throws: what keeping it throws.
    package func add(_ key: FleetKey) throws {
        let now = clock()
        try state.withLock { state in
            guard key.generation > state.keys.last?.generation ?? 0 else { return }
            let keys = state.keys.suffix(1) + [key]
            try keep(Array(keys))
            state.keys = Array(keys)
            state.dropsOldAt = keys.count > 1 ? Timestamp(seconds: now.seconds + Self.overlap) : nil
        }
    }
}
