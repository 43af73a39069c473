/// How far an event is, as regressors: hats over points in time that keep their place in events of any length, so that
/// one set of coefficients, straight in between, says what a kind of event does before it begins, while it lasts and
/// after its end.
struct EventShape: Sendable {
    /// Points with a coefficient. At the two outer points, of which there are none, an event has no effect.
    static let count = 11
    private static let before: [Int64] = [-7_200, -3_600, -1_800, 0]
    private static let sixths = 6
    private static let after: [Int64] = [1_200, 3_000, 6_000]

    private let start: Int64
    private let duration: Int64

    init(_ event: ScheduledEvent) {
        start = event.start
        duration = max(0, event.duration ?? ScheduledEvent.usualDuration)
    }

    /// Seconds, ascending with the index: 0 and ``count`` + 1 are the outer ones.
    private func point(_ index: Int) -> Int64 {
        if index < Self.before.count { return start + Self.before[index] }
        let part = Int64(index - Self.before.count + 1)
        // A moment still has points one after the other.
        if part <= Int64(Self.sixths) { return start + max(part, duration * part / Int64(Self.sixths)) }
        return start + max(Int64(Self.sixths), duration) + Self.after[Int(part) - Self.sixths - 1]
    }

    /// Where it has an effect, both ends not among it.
    var span: Range<Int64> { point(0) + 1..<point(Self.count + 1) }

    /// Whether a point lies within the event itself.
    static func isDuring(_ point: Int) -> Bool { (before.count - 2...before.count - 2 + sixths).contains(point) }

    /// Calls `body` with the points next to a time and their shares, which add up to 1 within the outer points.
    func hats(at time: Int64, _ body: (_ point: Int, _ share: Double) -> Void) {
        guard span.contains(time), let next = (1...Self.count + 1).first(where: { point($0) > time }) else { return }
        let (left, right) = (point(next - 1), point(next))
        let share = Double(time - left) / Double(right - left)
        if next >= 2 { body(next - 2, 1 - share) }
        if next <= Self.count { body(next - 1, share) }
    }
}
