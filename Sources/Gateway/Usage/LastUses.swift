import KeyMap

/// The latest use of each key that a gateway knows of: its own, and those that it has heard of from the hub's board.
struct LastUses: Sendable {
    private var uses: [UsedKey: LastUse]
    /// Of which the latest use is not on disk.
    private var unsaved: Set<UsedKey> = []
    /// Of which the board does not know the latest use.
    private var untold: Set<UsedKey> = []
    private var board: [UInt8] = []
    private var cursor: UInt64 = 0
    /// Since when this gateway, or any that has told, counts uses.
    private(set) var since: Timestamp

    init(_ stored: StoredUsage) {
        uses = stored.last
        since = stored.since
    }

    subscript(_ key: UsedKey) -> LastUse? { uses[key] }

    var all: [UsedKey: LastUse] { uses }

    /// Takes note of a use at this gateway.
    mutating func note(_ use: LastUse, of key: UsedKey) {
        guard use.time >= uses[key]?.time ?? use.time else { return }
        uses[key] = use
        unsaved.insert(key)
        untold.insert(key)
    }

    /// What to store, which counts as stored from now on.
    mutating func takeUnsaved() -> [UsedKey: LastUse] {
        defer { unsaved = [] }
        return uses.filter { unsaved.contains($0.key) }
    }

    /// Takes back what could not be stored.
    mutating func keepUnsaved(_ keys: some Sequence<UsedKey>) { unsaved.formUnion(keys) }

    /// What to say to the board, which counts as told from now on.
    mutating func report() -> UseReport {
        let told = untold.prefix(UseReport.limit)
        untold.subtract(told)
        return UseReport(
            uses: told.compactMap { key in uses[key]?.reported(of: key) }, since: since, board: board, cursor: cursor)
    }

    /// Takes back what did not reach the board.
    mutating func keepUntold(_ report: UseReport) { untold.formUnion(report.uses.map(\.key)) }

    /// Takes the board's answer.
    ///
    /// - Returns: whether there is more to tell or to hear.
    mutating func take(_ answer: UseReport, at now: Timestamp) -> Bool {
        // A hub that has started knows nothing of what was told before.
        if answer.board != board { untold = Set(uses.keys) }
        (board, cursor) = (answer.board, answer.cursor)
        since = min(since, answer.since)
        for use in answer.uses.prefix(UseReport.limit) where use.isPlausible(at: now) {
            guard let last = LastUse(use), last.time > uses[use.key]?.time ?? Timestamp(microseconds: .min) else {
                continue
            }
            uses[use.key] = last
            unsaved.insert(use.key)
            untold.remove(use.key)
        }
        return !untold.isEmpty || answer.uses.count >= UseReport.limit
    }
}
