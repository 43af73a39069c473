/// How many more shares each region, vendor and operator takes.
struct ShareRoom: Sendable {
    private var regions: [Int]
    private var vendors: [Int]
    private var operators: [Int]

    init(_ classes: CommitteeClasses, caps: ShareCaps) {
        regions = [Int](repeating: caps[.region], count: classes.count(of: .region))
        vendors = [Int](repeating: caps[.vendor], count: classes.count(of: .vendor))
        operators = [Int](repeating: caps[.operatorName], count: classes.count(of: .operatorName))
    }

    /// What each value of an axis still takes.
    subscript(axis: SpreadAxis) -> [Int] {
        switch axis {
        case .region: regions
        case .vendor: vendors
        case .operatorName: operators
        }
    }

    /// How many more members of a class can be taken before one of its three is full.
    subscript(kind: CommitteeClass) -> Int {
        min(regions[kind.region], vendors[kind.vendor], operators[kind.operatorName])
    }

    mutating func take(_ kind: CommitteeClass) { change(kind, by: -1) }
    mutating func putBack(_ kind: CommitteeClass) { change(kind, by: 1) }

    private mutating func change(_ kind: CommitteeClass, by amount: Int) {
        regions[kind.region] += amount
        vendors[kind.vendor] += amount
        operators[kind.operatorName] += amount
    }
}
