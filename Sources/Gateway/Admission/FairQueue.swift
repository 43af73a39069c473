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

    /// The next one of a caller that may have one; nil where nothing of such waits.
    mutating func removeNext(_ may: (String) -> Bool) -> (caller: String, item: Item)? {
        guard let turn = turns.firstIndex(where: may) else { return nil }
        let caller = turns.remove(at: turn)
        guard var own = items.removeValue(forKey: caller), !own.isEmpty else { return nil }
        let next = own.removeFirst()
        if !own.isEmpty {
            items[caller] = own
            turns.append(caller)
        }
        return (caller, next)
    }
}
