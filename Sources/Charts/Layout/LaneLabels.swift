/// Labels of times, in lanes above a plot. Each begins or ends at its pole, the line that stands at its time, and none
/// covers another label or another one's pole.
struct LaneLabels {
    /// On which side of its pole a label is.
    enum Side {
        case left, right
    }

    private struct Label {
        let text: String
        let style: String
        let start: Double
        let lane: Int
    }

    private static let mostLanes = 4
    private static let laneHeight = 16.0
    private static let gap = 8.0
    private static let poleGap = 4.0
    private static let poleReach = 1.5
    private static let widest = 220.0

    /// Where labels may be, pixels from the left.
    let room: ClosedRange<Double>
    private var labels: [Label] = []
    private var taken: [[ClosedRange<Double>]] = []

    init(room: ClosedRange<Double>) { self.room = room }

    /// Pixels.
    var height: Double { taken.isEmpty ? 6 : Double(taken.count) * Self.laneHeight + 14 }

    /// Adds a label without a pole at the left end, in the lowest lane where it has room after all others.
    mutating func add(_ text: String, _ style: String) {
        let text = Self.fitted(text)
        guard !text.isEmpty else { return }
        let start = room.lowerBound
        let span = start...start + Self.width(of: text) + Self.gap
        let lane = taken.indices.first { isFree(span, $0) } ?? taken.count
        take(span, lane: lane)
        labels.append(Label(text: text, style: style, start: start, lane: lane))
    }

    /// - Parameter pole: where its time is, pixels from the left.
    /// - Returns: its lane, 0 next to the plot; nil if there is no room for it.
    mutating func add(_ text: String, _ style: String, at pole: Double, side: Side) -> Int? {
        let text = Self.fitted(text)
        guard !text.isEmpty else { return nil }
        let width = Self.width(of: text) + Self.poleGap
        let label = side == .left ? pole - width...pole : pole...pole + width
        let span = label.lowerBound - Self.gap / 2...label.upperBound + (side == .left ? Self.poleReach : Self.gap / 2)
        let stem = pole - Self.poleReach...pole + Self.poleReach
        let lane = (0..<Self.mostLanes).first { lane in
            isFree(span, lane) && (0..<lane).allSatisfy { isFree(stem, $0) }
        }
        guard let lane, room.contains(label.lowerBound), room.contains(label.upperBound) else { return nil }
        take(span, lane: lane)
        for below in 0..<lane { take(stem, lane: below) }
        let start = side == .left ? label.lowerBound : pole + Self.poleGap
        labels.append(Label(text: text, style: style, start: start, lane: lane))
        return lane
    }

    /// The side of a pole on which a text has room: the preferred one, if both.
    func side(of pole: Double, for text: String, preferred: Side) -> Side {
        let width = Self.width(of: Self.fitted(text)) + Self.poleGap
        if pole + width > room.upperBound { return .left }
        return pole - width < room.lowerBound ? .right : preferred
    }

    /// How far up a pole reaches, pixels above the plot.
    func reach(of lane: Int) -> Double { Double(lane + 1) * Self.laneHeight + 6 }

    /// - Parameter top: of the plot.
    func draw(in document: inout SVGDocument, above top: Double) {
        for label in labels {
            let y = top - reach(of: label.lane) + 11
            document.text(label.text, at: Position(x: label.start, y: y), label.style)
        }
    }

    private static func fitted(_ text: String) -> String {
        TextWidth.fitted(XMLText.cleaned(text), in: widest, size: ChartMargin.textSize)
    }

    private static func width(of text: String) -> Double { TextWidth.of(text, size: ChartMargin.textSize) }

    private mutating func take(_ span: ClosedRange<Double>, lane: Int) {
        while taken.count <= lane { taken.append([]) }
        taken[lane].append(span)
    }

    private func isFree(_ span: ClosedRange<Double>, _ lane: Int) -> Bool {
        lane >= taken.count || !taken[lane].contains { $0.overlaps(span) }
    }
}
