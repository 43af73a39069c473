package import Entropy
import KeyMap

/// How the randomness of one process does: what `quorate entropy status` shows, and `GET /entropy` of a node answers.
package struct EntropyDescription: Codable, Hashable, Sendable {
    package let sufficient: Bool
    /// How many sources must have given something of late.
    package let minimumSources: Int
    /// The sources that count now.
    package let fresh: [String]
    package let pool: Pool
    package let sources: [Source]

    package struct Pool: Codable, Hashable, Sendable {
        /// Of min-entropy that wait for the next reseed.
        package let levelBits: Int
        package let reseeds: UInt64
        /// Nil before the first.
        package let secondsSinceReseed: Double?
        package let generatedBytes: UInt64
    }

    package struct Source: Codable, Hashable, Sendable {
        package let name: String
        package let kind: String
        /// absent, starting, healthy, overclaimed, alarmed or failed.
        package let state: String
        /// Why it is absent or failed.
        package let reason: String?
        /// Bits of min-entropy a sample.
        package let claimed: Double
        package let justification: String
        package let samples: UInt64
        package let samplesPerSecond: Double
        /// Bits of min-entropy that the pool was given.
        package let bits: UInt64
        /// While it is harvested; nil before the first time, and of generators, of which no estimate says anything.
        package let assessed: Assessment?
        package let alarms: UInt64
        package let lastAlarm: Alarm?
    }

    package struct Assessment: Codable, Hashable, Sendable {
        /// Bits of min-entropy a sample.
        package let minEntropy: Double
        /// How many were assessed.
        package let samples: Int
        /// Seconds since 1970.
        package let time: Double
    }

    package struct Alarm: Codable, Hashable, Sendable {
        /// Seconds since 1970.
        package let time: Double
        package let text: String
    }

    package init(_ report: EntropyReport) {
        let quality = report.pool.quality
        sufficient = quality.isSufficient
        minimumSources = quality.minimumSources
        fresh = quality.contributions.map(\.source)
        pool = Pool(
            levelBits: report.pool.level, reseeds: report.pool.reseeds,
            secondsSinceReseed: report.pool.sinceReseed.map { $0 / .seconds(1) }, generatedBytes: report.pool.bytes)
        sources = report.sources.map(Source.init)
    }
}

extension EntropyDescription.Source {
    fileprivate init(_ status: SourceStatus) {
        name = status.name
        kind = status.kind
        state = status.state.name
        reason = status.state.reason
        claimed = status.claim
        justification = status.justification
        samples = status.samples
        samplesPerSecond = status.rate
        bits = status.bits
        assessed = status.assessment.map {
            EntropyDescription.Assessment(minEntropy: $0.minEntropy, samples: $0.samples, time: $0.time.seconds)
        }
        alarms = status.alarms
        lastAlarm = status.lastAlarm.map { EntropyDescription.Alarm(time: $0.time.seconds, text: $0.text) }
    }
}
