/// How often names occur: the most frequent first, then by name.
struct Tally {
    let entries: [(name: String, count: Int)]

    init(_ names: [String]) {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        entries = counts.map { (name: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// Such as "eu-west-1 2, us-east-1 1".
    var text: String { entries.map { "\($0.name) \($0.count)" }.joined(separator: ", ") }
}
