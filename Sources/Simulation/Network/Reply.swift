import Synchronization

/// One who waits for an answer, and gets it once, or hears that it will not come.
final class Reply<Answer: Sendable>: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Answer, any Error>)
        /// Ended before anyone waited.
        case early(Result<Answer, any Error>)
        case over
    }

    private let state = Mutex(State.idle)

    func begin(_ continuation: CheckedContinuation<Answer, any Error>) {
        let early = state.withLock { state -> Result<Answer, any Error>? in
            guard case .early(let result) = state else {
                state = .waiting(continuation)
                return nil
            }
            state = .over
            return result
        }
        if let early { continuation.resume(with: early) }
    }

    /// Only the first has an effect.
    func end(_ result: Result<Answer, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<Answer, any Error>? in
            switch state {
            case .idle:
                state = .early(result)
                return nil
            case .waiting(let continuation):
                state = .over
                return continuation
            case .early, .over: return nil
            }
        }
        waiting?.resume(with: result)
    }
}
