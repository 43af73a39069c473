/// The kinds of a chart's alarms. Those that are well known look the same in every chart.
struct AlarmKinds {
    private static let known = ["spike", "level shift", "silence", "season"]
    private static let other = "other"

    /// Those that there are: the well-known ones first, then in order of appearance; of too many, the rest are one.
    private var names: [String]
    private let counts: [String: Int]
    private var looks: [String: Int] = [:]

    init(_ alarms: [String]) {
        var counts: [String: Int] = [:]
        for alarm in alarms { counts[alarm, default: 0] += 1 }
        let known = Self.known.filter { counts[$0] != nil }
        var seen = Set(known)
        names = known + alarms.filter { seen.insert($0).inserted }
        if names.count > ChartStyle.kinds {
            names = names.prefix(ChartStyle.kinds - 1).filter { $0 != Self.other }
            counts[Self.other] = alarms.count - names.reduce(0) { $0 + (counts[$1] ?? 0) }
            names.append(Self.other)
        }
        self.counts = counts
        for (look, name) in Self.known.enumerated() where counts[name] != nil { looks[name] = look }
        let free = (0..<ChartStyle.kinds).filter { !looks.values.contains($0) }
        for (index, name) in names.dropFirst(known.count).enumerated() { looks[name] = free[index] }
    }

    /// 0..<``ChartStyle/kinds``.
    func look(of alarm: String) -> Int { looks[alarm] ?? looks[Self.other] ?? 0 }

    /// With the number of alarms of each.
    var legend: [LegendEntry] {
        names.map { name in
            let name = (text: TextWidth.fitted(XMLText.cleaned(name), in: 160, size: ChartMargin.textSize), key: name)
            return LegendEntry(
                symbol: .alarm(look: look(of: name.key)), label: "\(name.text) (\(counts[name.key] ?? 0))")
        }
    }
}
