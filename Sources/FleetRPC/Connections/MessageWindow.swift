/// Which messages of a stream are under way: written, and none of their requests answered.
///
/// A peer that is near gets one message at a time. What comes meanwhile travels together in the next, which costs both sides
/// far less than a message for each request; one that is alone never waits, and a peer that is behind is sent no more than
/// it can take. Up to ``limit`` are under way where waiting would cost more than it saves: where enough wait to fill a
/// message, where the peer is far, and where it has left a message without an answer for some time. There is no clock: what
/// has changed is seen when a request comes, or an answer.
package struct MessageWindow {
    package typealias Instant = ContinuousClock.Instant

    package static let limit = 4
    /// So many requests are a message worth sending beside others.
    package static let fullMessage = 32
    /// A peer is far where no answer to a message took less.
    package static let farAnswer = Duration.milliseconds(20)
    /// For how long a message without an answer keeps back what comes.
    package static let patience = Duration.milliseconds(50)

    /// When each message departed.
    private var underWay: [UInt64: Instant] = [:]
    private var messages: [UInt64: UInt64] = [:]
    private var next: UInt64 = 0
    /// The least time from a message to its first answer on this stream, which an overload does not change.
    private var shortest: Duration?

    package init() {}

    /// A message with these requests was written.
    package mutating func departed(_ ids: [UInt64], at now: Instant) {
        guard !ids.isEmpty else { return }
        next += 1
        underWay[next] = now
        for id in ids { messages[id] = next }
    }

    /// A request has an answer, and so its message has arrived.
    ///
    /// - Returns: whether it is the first answer to its message, and there may be room for the next.
    package mutating func answered(_ id: UInt64, at now: @autoclosure () -> Instant) -> Bool {
        guard let message = messages.removeValue(forKey: id), let departure = underWay.removeValue(forKey: message)
        else { return false }
        let answer = now() - departure
        shortest = min(shortest ?? answer, answer)
        return true
    }

    /// Whether the next message may depart.
    ///
    /// - Parameter waiting: how many requests it would have.
    package func hasRoom(for waiting: Int, at now: @autoclosure () -> Instant) -> Bool {
        guard let oldest = underWay.values.min() else { return true }
        guard underWay.count < Self.limit else { return false }
        guard waiting < Self.fullMessage, let shortest, shortest < Self.farAnswer else { return true }
        return now() - oldest > Self.patience
    }
}
