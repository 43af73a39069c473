/// Counts of uses that never fall short of the truth, whenever the process ends: what is stored is a ceiling, and a use that
/// would pass it waits until a higher one is stored. After a crash the ceilings count, so that at most the open batch of each
/// name is too much; after an orderly end the counts are exact.
struct UsageLedger: Sendable {
    /// How many uses a name may get ahead of the disk: more for names that are used more.
    static let batches: ClosedRange<UInt64> = 16...4_096

    private struct Entry {
        var count: UInt64
        var ceiling: UInt64
        var batch = UsageLedger.batches.lowerBound
    }

    private var entries: [UsageName: Entry]

    init(_ stored: [UsageCount] = []) {
        entries = [:]
        for stored in stored { entries[stored.name] = Entry(count: stored.count, ceiling: stored.count) }
    }

    /// Counts a use.
    ///
    /// - Returns: whether the use may begin: the ceiling on disk covers it.
    mutating func count(_ name: UsageName) -> Bool {
        var entry = entries[name] ?? Entry(count: 0, ceiling: 0)
        entry.count += 1
        entries[name] = entry
        return entry.count <= entry.ceiling
    }

    /// Whether the ceiling on disk covers all uses of a name that were counted.
    func isCovered(_ name: UsageName) -> Bool {
        entries[name].map { $0.count <= $0.ceiling } ?? true
    }

    /// The ceilings to store so that every use that was counted may begin, with room for a batch more.
    var raised: [UsageCount] {
        entries.compactMap { name, entry in
            entry.count > entry.ceiling ? UsageCount(name: name, count: entry.count + entry.batch) : nil
        }
    }

    /// Takes note of ceilings that are on disk.
    mutating func stored(_ ceilings: [UsageCount]) {
        for stored in ceilings {
            entries[stored.name]?.ceiling = stored.count
            if let batch = entries[stored.name]?.batch {
                entries[stored.name]?.batch = min(2 * batch, Self.batches.upperBound)
            }
        }
    }

    /// Lowers every ceiling to its count, and returns what to store. A use that begins before that is on disk waits.
    mutating func settle() -> [UsageCount] {
        for (name, entry) in entries { entries[name]?.ceiling = entry.count }
        return counts
    }

    /// The counts as they are.
    var counts: [UsageCount] { entries.map { UsageCount(name: $0.key, count: $0.value.count) } }
}
