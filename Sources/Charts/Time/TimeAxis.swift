/// The horizontal axis: which time is where, and which times are labelled.
package struct TimeAxis: Sendable {
    /// Times beyond, 31 million years from now, are not drawn: none is meant.
    static let drawable: ClosedRange<Int64> = -1_000_000_000_000_000...1_000_000_000_000_000
    /// The font's size, pixels.
    static let labelSize = 12.0
    private static let gap = 18.0

    /// Seconds since 1970-01-01T00:00:00. Not empty.
    package let range: ClosedRange<Int64>
    /// Where the range is, pixels.
    package let pixels: ClosedRange<Double>
    /// As many as fit without touching each other.
    package let ticks: [TimeTick]

    /// - Parameters:
    ///   - range: seconds since 1970-01-01T00:00:00; a single time becomes the middle of two hours.
    ///   - pixels: where it is.
    package init(_ range: ClosedRange<Int64>, pixels: ClosedRange<Double>) {
        let range = range.clamped(to: Self.drawable)
        self.range = range.count > 1 ? range : range.lowerBound - 3600...range.lowerBound + 3600
        self.pixels = pixels
        ticks = Self.ticks(in: self.range, pixels: pixels)
    }

    /// Pixels.
    package func x(of time: Int64) -> Double { Self.x(of: time, in: range, pixels: pixels) }

    private static func x(of time: Int64, in range: ClosedRange<Int64>, pixels: ClosedRange<Double>) -> Double {
        let share = Double(time - range.lowerBound) / Double(range.upperBound - range.lowerBound)
        return pixels.lowerBound + share * (pixels.upperBound - pixels.lowerBound)
    }

    private static func ticks(in range: ClosedRange<Int64>, pixels: ClosedRange<Double>) -> [TimeTick] {
        let density = (pixels.upperBound - pixels.lowerBound) / Double(range.upperBound - range.lowerBound)
        let step = TimeStep.all.first { step in
            // No day or month has a longer name than the 30th and November; years are longest at the ends.
            let samples = [range.lowerBound, range.upperBound, 28_857_600].map { step.label(at: CivilTime($0)) }
            let widest = samples.map { TextWidth.of($0, size: labelSize) }.max() ?? 0
            return Double(step.shortest) * density >= widest + gap
        }
        guard let step else { return [] }
        var ticks = step.times(in: range).map { time in
            let isBoundary = step.context(at: CivilTime(time), after: CivilTime(time - 1)) != nil
            return TimeTick(time: time, label: step.label(at: CivilTime(time)), isBoundary: isBoundary)
        }
        var before: CivilTime?
        for index in ticks.indices {
            let time = CivilTime(ticks[index].time)
            if index == 0, isCrowded(ticks, step, density) { continue }
            guard let context = step.context(at: time, after: before) else { continue }
            ticks[index].context = context
            before = time
        }
        return ticks
    }

    /// Whether what would stand below the first tick has no room before the date or the year changes.
    private static func isCrowded(_ ticks: [TimeTick], _ step: TimeStep, _ density: Double) -> Bool {
        guard let first = ticks.first, let text = step.context(at: CivilTime(first.time), after: nil) else {
            return false
        }
        let next = ticks.dropFirst().first { step.context(at: CivilTime($0.time), after: CivilTime(first.time)) != nil }
        guard let next else { return false }
        return Double(next.time - first.time) * density < TextWidth.of(text, size: labelSize) + gap
    }
}
