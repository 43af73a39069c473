/// How far an event is, as regressors: hats over points in time that keep their place in events of any length, so that
/// one set of coefficients, straight in between, says what a kind of event does before it begins, while it lasts and
/// after its end.
struct EventShape: Sendable {
    /// Points with a coefficient. At the two outer points, of which there are none, an event has no effect.
    static let count = 11
    private static let before: [Int64] = [-7_200, -3_600, -1_800, 0]
    private static let sixths = 6
    private static let after: [Int64] = [1_200, 3_000, 6_000]

    /// Seconds, ascending; ``count`` and the two outer ones.
    private let points: [Int64]

    init(_ event: ScheduledEvent) {
        let duration = max(0, event.duration ?? ScheduledEvent.usualDuration)
        var points = Self.before.map { event.start + $0 }
        for part in 1...Self.sixths {
            // A moment still has points one after the other.
            points.append(event.start + max(Int64(part), duration * Int64(part) / Int64(Self.sixths)))
        }
        points += Self.after.map { event.start + max(Int64(Self.sixths), duration) + $0 }
        self.points = points
    }

    /// Where it has an effect, both ends not among it.
    var span: Range<Int64> { points[0] + 1..<points[points.count - 1] }

    /// Whether a point lies within the event itself.
    static func isDuring(_ point: Int) -> Bool { (before.count - 2...before.count - 2 + sixths).contains(point) }

    /// Calls `body` with the points next to a time and their shares, which add up to 1 within the outer points.
    func hats(at time: Int64, _ body: (_ point: Int, _ share: Double) -> Void) {
        guard span.contains(time), let next = points.firstIndex(where: { $0 > time }) else { return }
        let share = Double(time - points[next - 1]) / Double(points[next] - points[next - 1])
        if next >= 2 { body(next - 2, 1 - share) }
        if next <= Self.count { body(next - 1, share) }
    }
}
