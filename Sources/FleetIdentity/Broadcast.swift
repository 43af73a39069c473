import Synchronization

/// Tells many readers of what is newest; a slow one misses what came between.
final class Broadcast<Value: Sendable>: Sendable {
    private struct State {
        var readers: [UInt64: AsyncStream<Value>.Continuation] = [:]
        var next: UInt64 = 0
    }

    private let state = Mutex(State())

    func send(_ value: Value) {
        for reader in state.withLock({ Array($0.readers.values) }) { reader.yield(value) }
    }

    /// - Parameter first: what the reader sees at once; asked for when nothing later can be missed any more.
    func stream(first: () -> Value) -> AsyncStream<Value> {
        let (stream, continuation) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.readers[state.next] = continuation
            return state.next
        }
        continuation.yield(first())
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.readers[id] = nil } }
        return stream
    }
}
