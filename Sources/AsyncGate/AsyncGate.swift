import Synchronization

/// Lets one caller at a time through a section with suspensions in it, in the order of arrival.
package final class AsyncGate: Sendable {
    private struct State {
        var isBusy = false
        var queue: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func pass<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isBusy {
                    state.queue.append(continuation)
                    return false
                }
                state.isBusy = true
                return true
            }
            if isFree { continuation.resume() }
        }
        defer {
            let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard state.queue.isEmpty else { return state.queue.removeFirst() }
                state.isBusy = false
                return nil
            }
            next?.resume()
        }
        return try await body()
    }
}
