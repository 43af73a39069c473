import Synchronization

/// Tells many readers of what is newest; a slow one misses what came between.
final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var readers: [UInt64: AsyncStream<Value>.Continuation] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())
    /// Held while readers are told, and never by one that ends: to tell a reader takes the lock of its task, and whoever
    /// cancels a task has that one when it calls `onTermination`.
    private let order = Mutex(())

    /// - Parameter newest: asked for with no other under way, so that no reader sees an older value after a newer one.
    func send(_ newest: () -> Value) {
        order.withLock { _ in
            let value = newest()
            let readers = state.withLock { Array($0.readers.values) }
            for reader in readers { reader.yield(value) }
        }
    }

    /// - Parameter first: what the reader sees at once; asked for when nothing later can be missed any more.
    func stream(first: () -> Value) -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = order.withLock { _ in
            let id = state.withLock { state in
                state.next += 1
                state.readers[state.next] = continuation
                return state.next
            }
            continuation.yield(first())
            return id
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.readers[id] = nil } }
        return stream
    }
}
