import Synchronization

/// What comes in answer to one client's request, from connections and from ``Alarms``, for the one task that waits for it.
///
/// Answers wake the task only when as many are there as it can go on with, so that a quorum costs one switch of tasks.
final class Inbox<Letter: Sendable>: Sendable {
    private struct State {
        var letters: [Letter] = []
        /// How many letters the reader waits for.
        var awaited = 0
        var isUrgent = false
        var reader: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// - Parameter isUrgent: whether the reader is woken although it waits for more.
    func put(_ letter: Letter, isUrgent: Bool = false) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.letters.append(letter)
            state.isUrgent = state.isUrgent || isUrgent
            return state.isUrgent || state.letters.count >= state.awaited ? state.reader.take() : nil
        }
        reader?.resume()
    }

    /// Everything that has come: at least `count` letters, or an urgent one among fewer. For one reader.
    func take(_ count: Int) async -> [Letter] {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                state.awaited = count
                if state.isUrgent || state.letters.count >= count { return true }
                state.reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
        return state.withLock { state in
            defer { state = State() }
            return state.letters
        }
    }
}
