import Synchronization

/// What will have come of something.
final class Outcome<Value: Sendable>: Sendable {
    private let state = Mutex<Result<Value, any Error>?>(nil)

    var value: Result<Value, any Error>? { state.withLock { $0 } }

    func set(_ value: Result<Value, any Error>) {
        state.withLock { $0 = value }
    }
}
