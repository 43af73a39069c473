import SecretSharing

/// The values of all subsets as some members state them without contradiction.
struct StatedValues {
    private let subsets: ReplicatedSubsets
    /// 32 bytes a subset, in the order of the subsets.
    private let values: [UInt8]

    /// Nil where two of the members state different values of a subset, or nobody states one.
    init?(_ subsets: ReplicatedSubsets, _ answers: [ShareIndex: [UInt8]], of members: MemberSet) {
        let width = ReplicatedPRF.valueCount
        var stated = [UInt8](repeating: 0, count: subsets.all.count * width)
        var known = [Bool](repeating: false, count: subsets.all.count)
        var difference: UInt8 = 0
        for (member, values) in answers where members.contains(member) {
            for (position, subset) in subsets.held(by: member).enumerated() {
                if known[subset] {
                    for byte in 0..<width {
                        difference |= stated[subset * width + byte] ^ values[position * width + byte]
                    }
                } else {
                    for byte in 0..<width { stated[subset * width + byte] = values[position * width + byte] }
                    known[subset] = true
                }
            }
        }
        guard difference == 0, known.allSatisfy({ $0 }) else { return nil }
        self.subsets = subsets
        values = stated
    }

    /// The sum of all values.
    var sum: [UInt8] { sum { _ in true } }

    /// The sum of the values of some subsets.
    func sum(where isCounted: (MemberSet) -> Bool) -> [UInt8] {
        let width = ReplicatedPRF.valueCount
        var sum = [UInt8](repeating: 0, count: width)
        for (position, subset) in subsets.all.enumerated() where isCounted(subset) {
            for byte in 0..<width { sum[byte] ^= values[position * width + byte] }
        }
        return sum
    }
}
