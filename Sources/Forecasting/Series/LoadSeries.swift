/// The counts of one key by minutes, by five minutes and by hours, in bounded memory. Points are minutes; bins are rolled up
/// from them once their time and ``lateness`` have passed.
package struct LoadSeries: Sendable {
    /// Minutes that a point may be late without missing the forecasts that are made from its bin.
    package static let lateness: Int64 = 1
    /// Minutes that a point may be ahead of the clock.
    private static let earliness: Int64 = 1
    /// What no count reaches, as in files of counts.
    private static let mostCount = 1e15
    private static let fine: Int64 = 5
    private static let coarse: Int64 = 12

    /// Three hours.
    package private(set) var minutes: CountRing
    /// A day.
    package private(set) var fiveMinutes: CountRing
    /// Five weeks.
    package private(set) var hours: CountRing
    /// How unevenly minutes are used beside their five: the variance by the mean, 1 for independent uses (Poisson).
    package private(set) var dispersion = 1.0
    /// The minute that the clock is in.
    package private(set) var now: Int64
    /// The next bin of five minutes to be closed.
    package private(set) var open: Int64

    /// - Parameter now: the minute that the clock is in, since 1970-01-01T00:00:00.
    package init(now: Int64) {
        self.now = now
        open = TimeGrid.fiveMinutes.bin(of: now * 60)
        minutes = CountRing(grid: .minutes, capacity: 180)
        fiveMinutes = CountRing(grid: .fiveMinutes, capacity: 288)
        hours = CountRing(grid: .hours, capacity: 840)
        minutes.advance(to: now)
        fiveMinutes.advance(to: open)
        hours.advance(to: TimeGrid.hours.bin(of: now * 60))
    }

    /// Takes a minute's count. A second point of a minute replaces the first.
    package mutating func record(_ count: Double, minute: Int64) -> PointFate {
        guard count >= 0, count < Self.mostCount else { return .invalid }
        guard minute <= now + Self.earliness else { return .tooEarly }
        minutes.advance(to: minute)
        guard minutes.remembers(minute) else { return .tooLate }
        let bin = TimeGrid.fiveMinutes.bin(of: minute * 60)
        // Of a bin whose first minutes are forgotten no sum can be made anew.
        guard minutes.remembers(bin * Self.fine) else { return .tooLate }
        let before = minutes[minute]
        guard before != Double(Float(count)) else { return .duplicate }
        minutes.set(count, bin: minute)
        guard bin < open else { return before == nil ? .taken : .corrected }
        rollUp(bin)
        return .late
    }

    /// Moves the clock on and closes the bins whose time is over.
    ///
    /// - Parameter now: the minute that the clock is in; one before the latest changes nothing.
    /// - Returns: the closed bins of five minutes in order; nil where less than half of one is known.
    package mutating func advance(to now: Int64) -> [(bin: Int64, count: Double?)] {
        var closed: [(bin: Int64, count: Double?)] = []
        self.now = max(self.now, now)
        minutes.advance(to: self.now)
        while (open + 1) * Self.fine + Self.lateness <= self.now {
            rollUp(open)
            closed.append((open, fiveMinutes[open]))
            open += 1
            fiveMinutes.advance(to: open)
        }
        hours.advance(to: TimeGrid.hours.bin(of: self.now * 60))
        return closed
    }

    /// Makes a bin of its minutes, and the hour of its bins.
    private mutating func rollUp(_ bin: Int64) {
        let parts = (bin * Self.fine..<(bin + 1) * Self.fine).map { minutes[$0] }
        let count = Self.sum(parts)
        if fiveMinutes[bin] == nil, let count { measureDispersion(parts, mean: count / Double(Self.fine)) }
        fiveMinutes.set(count, bin: bin)
        let hour = TimeGrid.hours.bin(of: bin * 300)
        hours.advance(to: hour)
        hours.set(Self.sum((hour * Self.coarse..<(hour + 1) * Self.coarse).map { fiveMinutes[$0] }), bin: hour)
    }

    /// What parts add up to, those that are missing being as the others; nil where less than half is known.
    private static func sum(_ parts: [Double?]) -> Double? {
        let known = parts.compactMap(\.self)
        guard 2 * known.count > parts.count else { return nil }
        return known.reduce(0, +) * Double(parts.count) / Double(known.count)
    }

    private mutating func measureDispersion(_ parts: [Double?], mean: Double) {
        guard mean > 0, !parts.contains(nil) else { return }
        let squares = parts.reduce(0) { $0 + (($1 ?? 0) - mean) * (($1 ?? 0) - mean) }
        dispersion += (min(squares / 4 / mean, 1e6) - dispersion) / 64
    }
}
