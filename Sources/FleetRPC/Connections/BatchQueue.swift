import Synchronization

/// What waits to be written: whatever has gathered while one message was on its way travels in the next. No timer.
final class BatchQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isFinished = false
        var isHeld = false
        var reader: CheckedContinuation<Void, Never>?
        var writers: [CheckedContinuation<Void, Never>] = []
    }

    /// The most elements of one batch.
    private let limit: Int
    /// How many elements may be unread before ``send(_:)`` waits.
    private let capacity: Int
    private let state = Mutex(State())

    init(limit: Int = 256, capacity: Int = 1_024) {
        self.limit = limit
        self.capacity = capacity
    }

    /// How many elements wait.
    var count: Int { state.withLock { $0.elements.count } }

    /// False where the queue has ended.
    func append(_ element: Element) -> Bool {
        let (isOpen, reader) = state.withLock { state -> (Bool, CheckedContinuation<Void, Never>?) in
            guard !state.isFinished else { return (false, nil) }
            state.elements.append(element)
            return (true, state.isHeld ? nil : state.reader.take())
        }
        reader?.resume()
        return isOpen
    }

    /// Waits while the reader is behind. False where the queue has ended.
    func send(_ element: Element) async -> Bool {
        while true {
            let hasRoom = state.withLock { state -> Bool? in
                state.isFinished ? nil : state.elements.count < capacity
            }
            guard let hasRoom else { return false }
            if hasRoom { return append(element) }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard !state.isFinished, state.elements.count >= capacity else { return true }
                    state.writers.append(continuation)
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// Whether what is appended waits although there is a reader.
    func hold(_ isHeld: Bool) {
        let reader = state.withLock { state in
            state.isHeld = isHeld
            return isHeld || state.elements.isEmpty ? nil : state.reader.take()
        }
        reader?.resume()
    }

    /// What is still waiting is dropped.
    func finish() {
        let waiting = state.withLock { state in
            state.isFinished = true
            let waiting = state.writers + [state.reader.take()].compactMap { $0 }
            state.writers = []
            return waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Everything that waits, as soon as there is something; nil at the end. For one reader.
    func next() async -> [Element]? {
        while true {
            let (batch, writers) = state.withLock { state -> ([Element]?, [CheckedContinuation<Void, Never>]) in
                guard !state.elements.isEmpty, !state.isHeld else { return (state.isFinished ? [] : nil, []) }
                let batch = Array(state.elements.prefix(limit))
                state.elements.removeFirst(batch.count)
                defer { state.writers = [] }
                return (batch, state.writers)
            }
            for writer in writers { writer.resume() }
            if let batch { return batch.isEmpty ? nil : batch }
            await wait()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.elements.isEmpty && !state.isHeld || state.isFinished || Task.isCancelled {
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
