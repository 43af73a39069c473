import AuditStorage
import Custodian
import KeyMap
import Telemetry

/// What nodes of all roles show of themselves.
extension MetricsRegistry {
    func register(_ replica: KeyMapReplica) {
        reading("quorate_key_map_revision", "The revision of the key map that the node goes by.") {
            [Sample(value: Double(replica.head.revision))]
        }
        reading("quorate_keys", "Keys by state, once for each of their regions.", labels: ["state"]) {
            let states = replica.allKeys.flatMap(\.inEveryRegion).map(\.state.name)
            return Dictionary(grouping: states) { $0 }.map { Sample(labels: [$0], value: Double($1.count)) }
        }
    }

    func register(_ records: NodeAudit) {
        let (audit, desk) = (records.log, records.desk)
        reading("quorate_audit_writable", "Whether the node's audit log takes records; it does nothing without.") {
            [Sample(value: await audit.health(at: SystemTime.now()) == nil ? 1 : 0)]
        }
        reading(
            "quorate_audit_lost_files",
            "Files of the audit log that were taken away while it was written, since the start."
        ) { [Sample(value: Double(audit.lostFiles.count))] }
        reading(
            "quorate_audit_uncovered_records", "Records of the audit log that no checkpoint covers yet."
        ) { [Sample(value: Double(audit.uncoveredRecords))] }
        reading(
            "quorate_audit_checkpoint_alarms_total",
            "How often another node's audit log did not go with what is known of it, or that node says so of this one's.",
            labels: ["node"], isCounter: true
        ) { desk.alarms.map { Sample(labels: [$0.node], value: Double($0.count)) } }
    }

    /// A value of each custodian of the fleet.
    func custodians(
        _ name: String, _ help: String, _ replica: KeyMapReplica,
        _ value: @escaping @Sendable (CustodianID) -> Double
    ) {
        reading(name, help, labels: ["custodian"]) {
            replica.custodians.map { Sample(labels: [$0.id.description], value: value($0.id)) }
        }
    }
}

extension MetricsRegistry {
    /// What a custodian shows of itself, and of those that send it their shares.
    func register(_ custodian: Custodian, _ records: NodeAudit, peers: @escaping @Sendable () -> [CustodianID]) {
        reading(
            "quorate_custodian_quarantined", "Whether the custodian is asked last because it was caught lying.",
            labels: ["custodian"]
        ) {
            peers().map { Sample(labels: [$0.description], value: custodian.isQuarantined($0) ? 1 : 0) }
        }
        register(records)
        reading("quorate_key_map_revision", "The revision of the key map that the node goes by.") {
            [Sample(value: Double(await custodian.describe().revision))]
        }
        reading("quorate_shares", "Shares in locked memory, by state.", labels: ["state"]) {
            let description = await custodian.describe()
            return [
                Sample(labels: ["active"], value: Double(description.shares)),
                Sample(labels: ["prepared"], value: Double(description.preparedShares)),
            ]
        }
        reading("quorate_locked_bytes", "Memory that holds shares, locked against swapping.") {
            [Sample(value: Double(await custodian.describe().lockedBytes))]
        }
        reading("quorate_hardened", "Whether memory was locked and dumps were forbidden at the start.") {
            [Sample(value: await custodian.describe().isHardened ? 1 : 0)]
        }
    }
}
