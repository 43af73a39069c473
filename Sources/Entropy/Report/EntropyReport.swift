/// How the randomness of a process does, at some moment: its pool, and the sources that feed it.
package struct EntropyReport: Hashable, Sendable {
    package let pool: PoolStatus
    package let sources: [SourceStatus]

    package init(pool: PoolStatus, sources: [SourceStatus]) {
        self.pool = pool
        self.sources = sources
    }

    /// Whether keys may be made.
    package var isSufficient: Bool { pool.quality.isSufficient }

    /// What is missing, for people: "its entropy is below the minimum: 0 of 1 sources ...".
    package var shortfall: String {
        let quality = pool.quality
        let fresh = quality.contributions.map(\.source)
        let there = fresh.isEmpty ? "" : " (\(fresh.joined(separator: ", ")))"
        return "its entropy is below the minimum: \(fresh.count) of \(quality.minimumSources) sources have given "
            + "something of late\(there); `quorate entropy status` shows why, and `entropy.minimumSources` is the "
            + "minimum"
    }
}
