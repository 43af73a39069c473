extension PlacementError {
    /// The error in words, for people; one line where there is nothing to add to the message.
    package func lines(for policy: PlacementPolicy) -> [String] {
        guard code == .noCommittee else { return [message] }
        var lines = ["placement: \(policy.text)", "no committee of this fleet meets it"]
        for set in obstacles {
            lines.append("in the way: \(set.map { $0.statement(in: policy) }.joined(separator: ", and "))")
        }
        guard let nearest else { return lines + ["no placement would do: add custodians"] }
        let changes = PlacementDifference(from: policy, to: nearest).words.joined(separator: ", ")
        return lines + ["nearest that would do: \(nearest.text)", "change: \(changes)"]
    }
}
