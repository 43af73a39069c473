/// Alarms as they are marked: the one with the highest score of each pixel column.
struct AlarmColumns {
    private struct Column {
        var point: ScoredPoint
        var count = 1
        let number: Double
    }

    private var columns: [Column] = []

    /// - Parameters:
    ///   - points: in order of time; those without an alarm are left out.
    init(_ points: [ScoredPoint], on axis: TimeAxis) {
        for point in points where point.alarm != nil {
            let number = axis.x(of: point.time).rounded(.down)
            guard let last = columns.last, last.number == number else {
                columns.append(Column(point: point, number: number))
                continue
            }
            let isHigher = (point.score ?? 0) > (last.point.score ?? 0)
            if isHigher { columns[columns.count - 1].point = point }
            columns[columns.count - 1].count += 1
        }
    }

    /// - Parameter y: where a value is; of a missing one, where its mark is.
    func draw(in document: inout SVGDocument, on axis: TimeAxis, _ kinds: AlarmKinds, y: (Double?) -> Double) {
        for column in columns {
            let point = column.point
            let place = Position(x: axis.x(of: point.time), y: y(point.value.flatMap { $0.isFinite ? $0 : nil }))
            let mark = AlarmMark(look: kinds.look(of: point.alarm ?? ""))
            mark.draw(in: &document, at: place, hover: Self.text(of: point, count: column.count))
        }
    }

    /// spike, 3 Nov 1998 14:05, 1.2k, score 0.9997, and 2 more.
    private static func text(of point: ScoredPoint, count: Int) -> String {
        let time = CivilTime(point.time)
        let value = point.value.map { $0.isFinite ? NumberText.short($0) : "missing" } ?? "missing"
        let score = point.score.map { $0.isFinite ? ", score \(NumberText.fixed($0, decimals: 5))" : "" } ?? ""
        let more = count > 1 ? ", and \(count - 1) more" : ""
        let kind = TextWidth.fitted(XMLText.cleaned(point.alarm ?? ""), in: 500, size: ChartMargin.textSize)
        return "\(kind), \(time.date) \(time.year) \(time.clock), \(value)\(score)\(more)"
    }
}
