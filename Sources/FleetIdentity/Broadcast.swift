import Synchronization

/// Tells many readers of what is newest; a slow one misses what came between.
final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var readers: [UInt64: AsyncStream<Value>.Continuation] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    /// - Parameter newest: asked for with no other under way, so that no reader sees an older value after a newer one.
    func send(_ newest: () -> Value) {
        state.withLock { state in
            let value = newest()
            for reader in state.readers.values { reader.yield(value) }
        }
    }

    /// - Parameter first: what the reader sees at once; asked for when nothing later can be missed any more.
    func stream(first: () -> Value) -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.readers[state.next] = continuation
            continuation.yield(first())
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.readers[id] = nil } }
        return stream
    }
}
