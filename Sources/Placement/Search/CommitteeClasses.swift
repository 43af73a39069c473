/// The custodians that qualify for a policy one by one, as classes.
struct CommitteeClasses: Sendable {
    private(set) var classes: [CommitteeClass] = []
    /// How many custodians each class has.
    private(set) var sizes: [Int] = []
    /// The class of each of the fleet's profiles; nil where the profile does not qualify.
    private(set) var classOfProfile: [Int?] = []
    private let valueCounts: [Int]
    /// How many custodians do not qualify, by the first rule that says so.
    private(set) var excluded: [PlacementRule: Int] = [:]

    var total: Int { sizes.reduce(0, +) }

    /// How many regions, vendors or operators occur.
    func count(of axis: SpreadAxis) -> Int { valueCounts[axis.rawValue] }

    /// Whether each axis for itself has room for `count` shares: a quick look before a search.
    func haveRoom(for count: Int, within caps: ShareCaps) -> Bool {
        SpreadAxis.allCases.allSatisfy { axis in
            var supply = [Int](repeating: 0, count: self.count(of: axis))
            for (kind, size) in zip(classes, sizes) { supply[kind[axis]] += size }
            return supply.reduce(0) { $0 + min($1, caps[axis]) } >= count
        }
    }

    init(_ fleet: PlacementFleet, for policy: PlacementPolicy, ignoring ignored: Set<PlacementRule> = []) {
        var values: [[String: Int]] = [[:], [:], [:]]
        var known: [CommitteeClass: Int] = [:]
        for (profile, size) in zip(fleet.profiles, fleet.sizes) {
            if let rule = profile.obstacle(to: policy, ignoring: ignored) {
                excluded[rule, default: 0] += size
                classOfProfile.append(nil)
                continue
            }
            let numbers = SpreadAxis.allCases.map { axis in
                let name = axis.name(of: profile)
                let number = values[axis.rawValue][name] ?? values[axis.rawValue].count
                values[axis.rawValue][name] = number
                return number
            }
            let kind = CommitteeClass(region: numbers[0], vendor: numbers[1], operatorName: numbers[2])
            let number = known[kind] ?? classes.count
            if number == classes.count {
                known[kind] = number
                classes.append(kind)
                sizes.append(0)
            }
            sizes[number] += size
            classOfProfile.append(number)
        }
        valueCounts = values.map(\.count)
    }
}
