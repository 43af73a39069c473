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
            case .alarmed: "alarmed"
            case .failed: "failed"
            }
        }

        /// Why it is absent or failed.
        package var reason: String? {
            switch self {
            case .absent(let reason), .failed(let reason): reason
            case .starting, .healthy, .alarmed: nil
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
    /// Blocks that the pool was given.
    package let blocks: UInt64
    /// Bits of min-entropy in them.
    package let bits: UInt64

    package init(
        name: String, kind: String, claim: Double, justification: String, state: State, samples: UInt64, rate: Double,
        alarms: UInt64, lastAlarm: Alarm?, blocks: UInt64, bits: UInt64
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
        self.blocks = blocks
        self.bits = bits
    }
}
