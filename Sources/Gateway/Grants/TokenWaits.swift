import Synchronization

/// How many requests wait for grants that are on their way: few, because anyone can name a grant that will never come.
final class TokenWaits: Sendable {
    private static let limit = 32

    private let count = Mutex(0)

    /// Whether one more may wait; then ``end()`` has to follow.
    func begin() -> Bool {
        count.withLock { count in
            guard count < Self.limit else { return false }
            count += 1
            return true
        }
    }

    func end() {
        count.withLock { $0 -= 1 }
    }
}
