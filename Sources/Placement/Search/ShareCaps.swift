import SecretSharing

/// How many of a key's shares one region, vendor and operator may hold.
struct ShareCaps: Hashable, Sendable {
    private var caps: [Int]

    init(_ threshold: Threshold, _ rules: Set<SpreadRule>) {
        caps = SpreadAxis.allCases.map { axis in
            SpreadRule.allCases.filter { rules.contains($0) && SpreadAxis(of: $0) == axis }
                .reduce(threshold.count) { min($0, Self.cap(for: $1, threshold)) }
        }
    }

    /// What a rule alone allows: k - 1, so that nobody holds a quorum; n - k, so that a quorum is left.
    static func cap(for rule: SpreadRule, _ threshold: Threshold) -> Int {
        switch rule {
        case .region, .vendor, .operatorName: threshold.quorum - 1
        case .regionLoss: threshold.count - threshold.quorum
        }
    }

    subscript(axis: SpreadAxis) -> Int {
        get { caps[axis.rawValue] }
        set { caps[axis.rawValue] = newValue }
    }
}
