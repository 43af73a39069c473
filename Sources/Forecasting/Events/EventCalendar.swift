import RealModule

/// The events that touch a key, as regressors of a bin; keys that the same events touch share one.
///
/// Each kind has ``EventShape/count`` of them three times: for any event, once more for one on a weekend, and once more
/// for several of the kind that begin together. Products of them with coefficients add up to the logarithm of a factor.
package struct EventCalendar: Sendable {
    /// Kinds that are learnt of one key.
    package static let mostKinds = 8
    /// Regressors of a kind.
    static let width = 3 * EventShape.count

    private struct Occurrence: Sendable {
        let kind: Int
        /// When it has an effect.
        let span: Range<Int64>
        let shape: EventShape
        /// Several of the kind begin together.
        let isMultiple: Bool
        /// What is expected of it without any past: the logarithm of its multiplier.
        let expected: Double

        var order: (Int64, Int, Int64) { (span.lowerBound, kind, span.upperBound) }
    }

    /// Occurrences of about the same length, in order, so that those of a time lie close together: one that lasts for
    /// months must not make all short ones of these months be looked at.
    private struct LengthClass: Sendable {
        /// Seconds that one has an effect, at most.
        let longest: Int64
        let occurrences: [Occurrence]

        /// Those that may have an effect at a time.
        func at(_ time: Int64) -> ArraySlice<Occurrence> {
            let first = occurrences.partitioningIndex { $0.span.lowerBound > time - longest }
            return occurrences[first...].prefix { $0.span.lowerBound <= time }
        }
    }

    let kinds: [String]
    /// Kinds of which an event has a multiplier.
    let hasExpectation: [Bool]
    private let grid: TimeGrid
    private let classes: [LengthClass]

    /// - Parameter events: those that touch the key. Of more kinds than ``mostKinds`` those with the most events are kept.
    package init(_ events: [ScheduledEvent], grid: TimeGrid) {
        let kinds = Self.kinds(of: events)
        self.kinds = kinds
        self.grid = grid
        var together: [ScheduledEvent: [Double?]] = [:]
        for event in events where kinds.contains(event.kind) {
            let what = ScheduledEvent(kind: event.kind, start: event.start, duration: event.duration)
            together[what, default: []].append(event.multiplier)
        }
        var occurrences: [Occurrence] = []
        for (event, multipliers) in together {
            let expected = multipliers.compactMap(\.self).filter { $0 > 0 && $0.isFinite }.map { Double.log($0) }
            let shape = EventShape(event)
            occurrences.append(
                Occurrence(
                    kind: kinds.firstIndex(of: event.kind) ?? 0, span: shape.span, shape: shape,
                    isMultiple: multipliers.count > 1,
                    expected: expected.max { abs($0) < abs($1) } ?? 0))
        }
        // Within a class none is more than twice as long as another.
        classes = Dictionary(grouping: occurrences) { $0.span.count.leadingZeroBitCount }
            .sorted { $0.key > $1.key }
            .map { _, members in
                LengthClass(
                    longest: Int64(members.map(\.span.count).max() ?? 0),
                    occurrences: members.sorted { $0.order < $1.order })
            }
        hasExpectation = kinds.indices.map { kind in occurrences.contains { $0.kind == kind && $0.expected != 0 } }
    }

    private static func kinds(of events: [ScheduledEvent]) -> [String] {
        let counts = Dictionary(events.map { ($0.kind, 1) }, uniquingKeysWith: +)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(mostKinds).map(\.key).sorted()
    }

    /// Calls `body` with each regressor of a bin that is not 0.
    ///
    /// - Parameters:
    ///   - bin: its number.
    ///   - body: gets the kind, the regressor's index within it, its value, and how much is expected by it.
    func terms(of bin: Int64, _ body: (_ kind: Int, _ index: Int, _ value: Double, _ expected: Double) -> Void) {
        let time = grid.start(of: bin)
        let isWeekend = grid.isWeekend(bin)
        for event in classes.lazy.flatMap({ $0.at(time) }) {
            event.shape.hats(at: time) { point, share in
                body(event.kind, point, share, EventShape.isDuring(point) ? share * event.expected : 0)
                if isWeekend { body(event.kind, EventShape.count + point, share, 0) }
                if event.isMultiple { body(event.kind, 2 * EventShape.count + point, share, 0) }
            }
        }
    }
}

extension Array {
    /// The first index whose element satisfies a predicate that holds for all after it too.
    fileprivate func partitioningIndex(_ predicate: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
