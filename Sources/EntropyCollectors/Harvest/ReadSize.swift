/// How many samples to ask a source for, so that a read takes a few milliseconds and no other source waits long for its
/// turn.
struct ReadSize {
    private static let shortest = Duration.milliseconds(2)
    private static let longest = Duration.milliseconds(10)
    private static let limit = 4_096

    private(set) var count = 32

    /// - Parameter time: how long a read of ``count`` took.
    mutating func adjust(to time: Duration) {
        if time < Self.shortest {
            count = min(count * 2, Self.limit)
        } else if time > Self.longest {
            count = max(count / 2, 1)
        }
    }
}
