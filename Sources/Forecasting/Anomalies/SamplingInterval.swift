/// The time between two points of a series, from its first points: the median of the first 16 steps, which gaps and
/// late points among them do not change.
struct SamplingInterval: Sendable {
    private static let needed = 16

    private var steps: [Int64] = []
    private var last: Int64?
    /// s; nil until it is known.
    private(set) var seconds: Int64?

    /// - Parameter given: the interval, when it is known beforehand.
    init(given: Int64?) {
        seconds = given.flatMap { $0 > 0 ? $0 : nil }
    }

    mutating func observe(_ time: Int64) {
        guard seconds == nil else { return }
        defer { last = time }
        guard let last, case let (step, isTooLong) = time.subtractingReportingOverflow(last), !isTooLong, step > 0
        else { return }
        steps.append(step)
        guard steps.count == Self.needed else { return }
        steps.sort()
        seconds = steps[Self.needed / 2]
        steps = []
    }
}
