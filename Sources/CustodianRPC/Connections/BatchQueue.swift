import Synchronization

/// What waits to be written: whatever has gathered while one message was on its way travels in the next. No timer.
final class BatchQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isFinished = false
        var reader: CheckedContinuation<Void, Never>?
    }

    /// The most elements of one batch.
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = 256) {
        self.limit = limit
    }

    /// False where the queue has ended.
    func append(_ element: Element) -> Bool {
        let (isOpen, reader) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            guard !state.isFinished else { return (false, nil) }
            state.elements.append(element)
            return (true, state.reader.take())
        }
        reader?.resume()
        return isOpen
    }

    /// What is still waiting is dropped.
    func finish() {
        state.withLock { state in
            state.isFinished = true
            return state.reader.take()
        }?.resume()
    }

    /// Everything that waits, as soon as there is something; nil at the end. For one reader.
    func next() async -> [Element]? {
        while true {
            let batch = state.withLock { state -> [Element]? in
                guard !state.elements.isEmpty else { return state.isFinished ? [] : nil }
                let batch = Array(state.elements.prefix(limit))
                state.elements.removeFirst(batch.count)
                return batch
            }
            if let batch { return batch.isEmpty ? nil : batch }
            await wait()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.elements.isEmpty || state.isFinished || Task.isCancelled {
                        state.isFinished = state.isFinished || Task.isCancelled
                        return true
                    }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            finish()
        }
    }
}
