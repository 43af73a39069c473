package import KeyMap
import Secrets
import Synchronization

/// The latest use of each key, as gateways have told. In memory only: a hub that starts asks every gateway anew, by having
/// another board.
package final class LastUseBoard: UseBoard {
    private struct State {
        var uses: [UsedKey: (use: ReportedUse, place: UInt64)] = [:]
        /// What was entered, in order. Only the last place of a key counts.
        var entries: [(place: UInt64, key: UsedKey)] = []
        var last: UInt64 = 0
        var since: Timestamp?

        mutating func enter(_ use: ReportedUse) {
            if let known = uses[use.key], known.use.time >= use.time { return }
            last += 1
            uses[use.key] = (use, last)
            entries.append((last, use.key))
            if entries.count > 2 * uses.count + UseReport.limit { entries = entries.filter { isLast($0) } }
        }

        private func isLast(_ entry: (place: UInt64, key: UsedKey)) -> Bool { uses[entry.key]?.place == entry.place }

        /// What was entered after a place, and the place up to which that is all.
        func news(after cursor: UInt64) -> (uses: [ReportedUse], cursor: UInt64) {
            var (low, high) = (0, entries.count)
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].place <= cursor { low = middle + 1 } else { high = middle }
            }
            var news: [ReportedUse] = []
            for entry in entries[low...] where isLast(entry) {
                if news.count == UseReport.limit { return (news, entry.place - 1) }
                if let use = uses[entry.key]?.use { news.append(use) }
            }
            return (news, last)
        }
    }

    private let id: [UInt8]
    private let replica: KeyMapReplica
    private let clock: @Sendable () -> Timestamp
    private let state = Mutex(State())

    /// - Parameter replica: uses of other keys than are in it are passed over, so that no gateway can fill the board.
    init(replica: KeyMapReplica, random: any RandomSource, clock: @escaping @Sendable () -> Timestamp) {
        id = random.bytes(16)
        self.replica = replica
        self.clock = clock
    }

    package func exchange(_ report: UseReport) -> UseReport {
        let now = clock()
        let uses = report.uses.prefix(UseReport.limit).filter { use in
            use.isPlausible(at: now) && !use.key.region.isEmpty
                && replica.key(use.key.id, in: use.key.region) != nil
        }
        return state.withLock { state in
            for use in uses { state.enter(use) }
            let since = min(state.since ?? report.since, report.since)
            state.since = since
            // Another board's cursor says nothing here.
            let (news, cursor) = state.news(after: report.board == id ? report.cursor : 0)
            return UseReport(uses: news, since: since, board: id, cursor: cursor)
        }
    }
}
