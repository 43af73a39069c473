import Synchronization

/// A value that the first who needs it computes, and that the others wait for.
package final class AsyncOnce<Value: Sendable>: Sendable {
    private enum State {
        case unclaimed
        case claimed([CheckedContinuation<Value, Never>])
        case settled(Value)
    }

    private let state = Mutex(State.unclaimed)

    package init() {}

    /// Whether the caller is the first, and so must ``settle(_:)``, whatever becomes of it.
    package func claim() -> Bool {
        state.withLock { state in
            guard case .unclaimed = state else { return false }
            state = .claimed([])
            return true
        }
    }

    package func settle(_ value: Value) {
        let waiting = state.withLock { state in
            defer { state = .settled(value) }
            return if case .claimed(let waiting) = state { waiting } else { [] as [CheckedContinuation<Value, Never>] }
        }
        for continuation in waiting { continuation.resume(returning: value) }
    }

    /// The value, as soon as the one who claimed it has settled it.
    package var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let settled = state.withLock { state -> Value? in
                    switch state {
                    case .settled(let value): return value
                    case .claimed(let waiting): state = .claimed(waiting + [continuation])
                    case .unclaimed: state = .claimed([continuation])
                    }
                    return nil
                }
                if let settled { continuation.resume(returning: settled) }
            }
        }
    }
}
