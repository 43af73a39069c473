/// The difference of a value to the one at the same time of the season before, by the clock: a gap in the series leaves
/// a gap in the differences and does not shift them.
///
/// State: two numbers for each interval of a season.
struct SeasonalDifference: Sendable {
    /// Seasons of more intervals would cost too much memory: with a season of a day, series of 10 s a point or less.
    private static let longest: Int64 = 8192

    private struct Slot: Sendable {
        var number: Int64
        var value: Double
    }

    private let interval: Int64
    private let origin: Int64
    private var slots: [Slot]

    /// - Returns: nil when a season has fewer than 2 intervals or too many.
    init?(season: Int64, interval: Int64, origin: Int64) {
        guard season > 0, interval > 0 else { return nil }
        let length = (season / interval) + (season % interval >= interval - interval / 2 ? 1 : 0)
        guard 2...Self.longest ~= length else { return nil }
        self.interval = interval
        self.origin = origin
        slots = Array(repeating: Slot(number: -1 - length, value: 0), count: Int(length))
    }

    /// The difference and what it is to, nil when the point of the season before is missing. The value takes its place.
    mutating func difference(of value: Double, at time: Int64) -> (difference: Double, before: Double)? {
        let (elapsed, overflow) = time.subtractingReportingOverflow(origin)
        guard !overflow, elapsed >= 0 else { return nil }
        let number = elapsed / interval + (elapsed % interval >= interval - interval / 2 ? 1 : 0)
        let index = Int(number % Int64(slots.count))
        let slot = slots[index]
        // A point that comes late must not undo one that is newer.
        guard number >= slot.number else { return nil }
        slots[index] = Slot(number: number, value: value)
        return slot.number == number - Int64(slots.count) ? (value - slot.value, slot.value) : nil
    }
}
