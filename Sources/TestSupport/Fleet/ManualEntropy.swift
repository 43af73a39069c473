package import Entropy
package import KeyMap
import Synchronization

/// What custodians are told of their entropy: that there is enough, until a test says something else.
package final class ManualEntropy: Sendable {
    private let reports = Mutex<[CustodianID: EntropyReport]>([:])

    package subscript(custodian: CustodianID) -> EntropyReport? {
        get { reports.withLock { $0[custodian] } }
        set { reports.withLock { $0[custodian] = newValue } }
    }

    /// What a custodian goes by.
    package func gauge(of custodian: CustodianID) -> some EntropyGauge { Gauge(all: self, custodian: custodian) }

    private struct Gauge: EntropyGauge {
        let all: ManualEntropy
        let custodian: CustodianID

        var report: EntropyReport { all[custodian] ?? .sample(isFresh: true) }
        var isSufficient: Bool { report.isSufficient }
    }
}

extension EntropyReport {
    /// A report with one source, which counts or not.
    package static func sample(isFresh: Bool, minimum: Int = 1) -> EntropyReport {
        EntropyReport(
            pool: PoolStatus(
                level: 512, reseeds: 3, sinceReseed: .milliseconds(1_500), bytes: 4_096,
                quality: EntropyQuality(
                    contributions: isFresh ? [.init(source: "memory-walk", bits: 1_536)] : [],
                    minimumSources: minimum)),
            sources: [
                SourceStatus(
                    name: "memory-walk", kind: "timing", claim: 1, justification: "because",
                    state: isFresh ? .healthy : .alarmed, samples: 4_000, rate: 170.25, alarms: isFresh ? 0 : 1,
                    lastAlarm: isFresh
                        ? nil : .init(time: Timestamp(microseconds: 1_700_000_000_000_000), text: "stuck"),
                    assessment: .init(minEntropy: 4.52, samples: 50_000, time: Timestamp(microseconds: 1)), blocks: 3,
                    bits: 1_536),
                SourceStatus(
                    name: "tpm", kind: "tpm", claim: 0, justification: "none", state: .absent("no device"), samples: 0,
                    rate: 0, alarms: 0, lastAlarm: nil, assessment: nil, blocks: 0, bits: 0),
            ])
    }
}
