/// How many samples to ask a source for, so that a read takes a few milliseconds, where it can, and no other source waits
/// long for its turn.
struct ReadSize {
    private static let shortest = Duration.milliseconds(2)
    private static let longest = Duration.milliseconds(10)
    /// What a TPM gives at once, and what is worth the way to a slow device.
    private static let least = 32
    private static let limit = 4_096

    private(set) var count = ReadSize.least

    /// - Parameter time: how long a read of ``count`` took.
    mutating func adjust(to time: Duration) {
        if time < Self.shortest {
            count = min(count * 2, Self.limit)
        } else if time > Self.longest {
            count = max(count / 2, Self.least)
        }
    }
}
