/// What waits, in the order of arrival for each caller, with all callers in turn: who sends a thousand requests waits for
/// its own, and who sends one waits for one of each other caller at most.
struct FairQueue<Item> {
    private var items: [String: [Item]] = [:]
    /// The callers of whom something waits, the next one first.
    private var turns: [String] = []

    /// How many of a caller's wait.
    func count(of caller: String) -> Int { items[caller]?.count ?? 0 }

    var isEmpty: Bool { turns.isEmpty }

    mutating func append(_ item: Item, of caller: String) {
        if items[caller] == nil { turns.append(caller) }
        items[caller, default: []].append(item)
    }

    /// The next one; nil where nothing waits.
    mutating func removeNext() -> Item? {
        guard !turns.isEmpty else { return nil }
        let caller = turns.removeFirst()
        guard var own = items.removeValue(forKey: caller), !own.isEmpty else { return nil }
        let next = own.removeFirst()
        if !own.isEmpty {
            items[caller] = own
            turns.append(caller)
        }
        return next
    }
}
