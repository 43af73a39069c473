package import KeyMap

/// How a source does, at some moment.
package struct SourceStatus: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// This machine does not have it, for the reason given.
        case absent(String)
        /// Before its start-up tests have ended.
        case starting
        /// Its samples go into the pool.
        case healthy
        /// Assessed below its claim: its samples go into the pool and are credited nothing, until an assessment is at the
        /// claim or above it again.
        case overclaimed
        /// In quarantine after the last alarm, until start-up tests pass again.
        case alarmed
        /// Taken out, for the reason given, and tried again every minute.
        case failed(String)

        /// In one word.
        package var name: String {
            switch self {
            case .absent: "absent"
            case .starting: "starting"
            case .healthy: "healthy"
            case .overclaimed: "overclaimed"
            case .alarmed: "alarmed"
            case .failed: "failed"
            }
        }

        /// Why it is absent or failed.
        package var reason: String? {
            switch self {
            case .absent(let reason), .failed(let reason): reason
            case .starting, .healthy, .overclaimed, .alarmed: nil
            }
        }
    }

    /// The last failure of a health test.
    package struct Alarm: Hashable, Sendable {
        package let time: Timestamp
        package let text: String

        package init(time: Timestamp, text: String) {
            self.time = time
            self.text = text
        }
    }

    /// What SP 800-90B's non-IID estimators found in raw samples.
    package struct Assessment: Hashable, Sendable {
        /// Bits a sample: the least of the ten estimates.
        package let minEntropy: Double
        /// How many were assessed.
        package let samples: Int
        package let time: Timestamp

        package init(minEntropy: Double, samples: Int, time: Timestamp) {
            self.minEntropy = minEntropy
            self.samples = samples
            self.time = time
        }
    }

    package let name: String
    package let kind: String
    /// Bits of min-entropy a sample.
    package let claim: Double
    package let justification: String
    package let state: State
    /// Raw samples read since the process began.
    package let samples: UInt64
    /// Samples a second, over the last ten to twenty seconds.
    package let rate: Double
    /// Of the health tests, since the process began.
    package let alarms: UInt64
    package let lastAlarm: Alarm?
    /// The last one. Generators, whose output looks perfect whatever their seed, have none.
    package let assessment: Assessment?
    /// Blocks that the pool was given.
    package let blocks: UInt64
    /// Bits of min-entropy in them.
    package let bits: UInt64

    package init(
        name: String, kind: String, claim: Double, justification: String, state: State, samples: UInt64, rate: Double,
        alarms: UInt64, lastAlarm: Alarm?, assessment: Assessment?, blocks: UInt64, bits: UInt64
    ) {
        self.name = name
        self.kind = kind
        self.claim = claim
        self.justification = justification
        self.state = state
        self.samples = samples
        self.rate = rate
        self.alarms = alarms
        self.lastAlarm = lastAlarm
        self.assessment = assessment
        self.blocks = blocks
        self.bits = bits
    }
}
