/// What a process demands of its pool before it makes keys.
package struct EntropyPolicy: Hashable, Sendable {
    /// How many sources, beside the kernel's generator, must have been credited not long ago.
    package var minimumSources: Int
    /// For how long what a source gave counts.
    package var freshness: Duration

    package init(minimumSources: Int = 1, freshness: Duration = .seconds(600)) {
        self.minimumSources = minimumSources
        self.freshness = freshness
    }
}

/// What stands behind the pool's output at some moment.
package struct EntropyQuality: Hashable, Sendable {
    package struct Contribution: Hashable, Sendable {
        package let source: String
        /// Of min-entropy that the generator was given from it, since the process began or it was discredited.
        package let bits: Int

        package init(source: String, bits: Int) {
            self.source = source
            self.bits = bits
        }
    }

    /// The sources, beside the kernel's generator, that count as fresh, by name.
    package let contributions: [Contribution]
    /// How many there must be.
    package let minimumSources: Int

    package init(contributions: [Contribution], minimumSources: Int) {
        self.contributions = contributions
        self.minimumSources = minimumSources
    }

    /// Whether keys may be made.
    package var isSufficient: Bool { contributions.count >= minimumSources }
}
