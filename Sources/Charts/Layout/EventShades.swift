/// Events as shaded parts of a plot, with their names above it, or only under the pointer where many are near.
struct EventShades {
    private struct Shade {
        let start: Double
        let end: Double
        let lane: Int?
        let label: String
    }

    /// With more nothing would be seen of the series; the latest are drawn.
    private static let most = 200
    private static let leastWidth = 2.0

    private var shades: [Shade] = []

    /// - Parameters:
    ///   - events: in any order; those that are not on the axis are left out.
    ///   - labels: get their names.
    init(_ events: [ChartEvent], on axis: TimeAxis, labels: inout LaneLabels) {
        let seen = events.filter { event in
            event.start <= event.end && event.start <= axis.range.upperBound && event.end >= axis.range.lowerBound
        }
        let shown = seen.sorted { ($0.start, $0.end) < ($1.start, $1.end) }.suffix(Self.most).map { event in
            let start = axis.x(of: max(event.start, axis.range.lowerBound))
            return (
                label: XMLText.cleaned(event.label), start: start,
                end: max(axis.x(of: min(event.end, axis.range.upperBound)), start + Self.leastWidth),
                side: labels.side(of: start, for: event.label, preferred: .right)
            )
        }
        // Outwards from the labels' ends: one that has no room then goes above another one, not across its pole.
        for event in shown.reversed().filter({ $0.side == .right }) + shown.filter({ $0.side == .left }) {
            let lane = labels.add(event.label, "eventname", at: event.start, side: event.side)
            shades.append(Shade(start: event.start, end: event.end, lane: lane, label: event.label))
        }
    }

    func draw(in document: inout SVGDocument, _ plot: PlotArea, _ labels: LaneLabels) {
        for shade in shades {
            document.rectangle(
                from: Position(x: shade.start, y: plot.top), to: Position(x: shade.end, y: plot.bottom), "event",
                hover: shade.label)
            let reach = shade.lane.map { labels.reach(of: $0) } ?? 0
            document.line(
                from: Position(x: shade.start, y: plot.top - reach), to: Position(x: shade.start, y: plot.bottom),
                "flag")
        }
    }
}
