import Coordination
import Custodian
import CustodianContract
import KeyMap
import Logging
import Telemetry

/// Has what quorums report of custodians logged and counted.
struct QuorumReports: Sendable {
    private let reports: Counter
    private let lies: Counter
    private let logger: Logger

    init(_ metrics: MetricsRegistry, logger: Logger) {
        reports = metrics.counter(
            "quorate_custodian_reports_total",
            "What custodians were passed over for: failure, stall, lie (proven), suspicion (one of several), accusation (by another).",
            labels: ["custodian", "report"])
        lies = metrics.counter(
            "quorate_custodian_lies_total", "Proven lies of custodians, by kind.", labels: ["custodian", "kind"])
        self.logger = logger
    }

    func take(_ report: QuorumReport) {
        switch report {
        case .failure(let custodian, let key, let reason):
            count(custodian, "failure")
            logger.info("passed over", metadata: ["custodian": "\(custodian)", "key": "\(key)", "reason": "\(reason)"])
        case .stall(let custodian, let key):
            count(custodian, "stall")
            logger.info(
                "a custodian keeps a request waiting, and another is asked besides",
                metadata: ["custodian": "\(custodian)", "key": "\(key)"])
        case .accusation(let custodian, let accuser, let key):
            count(custodian, "accusation")
            logger.warning(
                "a custodian is said to have sent a wrong share",
                metadata: ["custodian": "\(custodian)", "accuser": "\(accuser)", "key": "\(key)"])
        case .suspects(let custodians, let key):
            for custodian in custodians { count(custodian, "suspicion") }
            logger.error(
                "custodians contradict each other, and nothing shows which of them lied",
                metadata: ["custodians": "\(custodians.map(\.description))", "key": "\(key)"])
        case .lie(let custodian, let misbehaviour, let key, let reason):
            count(custodian, "lie")
            lies.add(labels: [custodian.description, misbehaviour.rawValue])
            var metadata: Logger.Metadata = [
                "custodian": "\(custodian)", "kind": "\(misbehaviour.rawValue)", "reason": "\(reason)",
                "quarantine": "\(Int(Roster.quarantineSeconds)) s",
            ]
            metadata["key"] = key.map { "\($0)" }
            logger.error("a custodian lied", metadata: metadata)
        }
    }

    /// What a custodian reports that rebuilds keys.
    func take(_ report: PeerReport) {
        switch report {
        case .failure(let custodian, let key, let reason):
            take(QuorumReport.failure(custodian, key: key, reason: reason))
        case .lie(let custodian, let misbehaviour, let key, let reason):
            take(QuorumReport.lie(custodian, misbehaviour, key: key, reason: reason))
        }
    }

    private func count(_ custodian: CustodianID, _ report: String) {
        reports.add(labels: [custodian.description, report])
    }
}
