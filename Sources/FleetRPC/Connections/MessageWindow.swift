/// Which messages of a stream are under way: written, and none of their requests answered.
///
/// With few of them at a time, requests that come meanwhile travel together in the next: one that is alone never waits, and
/// a peer that is behind is sent no more than it can take.
struct MessageWindow {
    static let limit = 4

    private var underWay: Set<UInt64> = []
    private var messages: [UInt64: UInt64] = [:]
    private var next: UInt64 = 0

    /// A message with these requests was written.
    ///
    /// - Returns: whether the window is full now.
    mutating func departed(_ ids: [UInt64]) -> Bool {
        guard !ids.isEmpty else { return false }
        next += 1
        underWay.insert(next)
        for id in ids { messages[id] = next }
        return underWay.count >= Self.limit
    }

    /// A request has an answer, and so its message has arrived.
    ///
    /// - Returns: whether there is room for the next message.
    mutating func answered(_ id: UInt64) -> Bool {
        guard let message = messages.removeValue(forKey: id) else { return false }
        return underWay.remove(message) != nil && underWay.count < Self.limit
    }
}
