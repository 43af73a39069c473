/// One source on its way into the pool: every raw sample passes the health tests, and what has passed is conditioned.
package struct SourceFeed: ~Copyable, Sendable {
    package let source: SourceDescription
    package private(set) var monitor: HealthMonitor
    /// Whether blocks count as what is claimed, or as no entropy. A change begins the block that is under way anew.
    package var isCredited = true {
        didSet { if isCredited != oldValue { conditioner.begin() } }
    }
    private var conditioner: EntropyConditioner

    /// - Throws: ``EntropyError`` where nothing can be tested with such a claim.
    package init(_ source: SourceDescription, falseAlarmExponent: Int = 30) throws(EntropyError) {
        self.source = source
        // Of a source with no claim the tests find what is stuck, at the least that can be claimed.
        let claim = try HealthClaim(
            minEntropy: max(source.minEntropy, Self.leastTested), falseAlarmExponent: falseAlarmExponent,
            alphabet: source.bitsPerSample == 1 ? .binary : .larger)
        monitor = try HealthMonitor(HealthCutoffs(claim))
        conditioner = EntropyConditioner(name: source.name)
    }

    /// What the health tests of a source without claim assume, bits in a sample.
    private static let leastTested = 0.01

    /// Takes raw samples.
    ///
    /// - Returns: a block for the pool, if there is enough for one; nothing while the source is in quarantine.
    package mutating func take(_ samples: [UInt8]) -> EntropyBlock? {
        guard test(samples) else { return nil }
        return conditioner.absorb(samples, minEntropy: isCredited ? source.minEntropy : 0)
    }

    /// Tests raw samples that are not for the pool.
    ///
    /// - Returns: whether they passed; none does while the source is in quarantine.
    package mutating func test(_ samples: [UInt8]) -> Bool {
        let verdict = monitor.test(samples.span)
        // What an alarm was about was not what is claimed, and neither may be what came just before it.
        if verdict.alarm != nil { conditioner.begin() }
        return verdict.mayBeUsed
    }
}
