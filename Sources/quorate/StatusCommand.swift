import AdminAPI
import AdminClient
import ArgumentParser
import Foundation

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show custodians, epochs and the quorum margin.")

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let status = try await admin.call { try await $0.status() }
        switch admin.format {
        case .json: try Terminal.print(json: status)
        case .table: show(status)
        }
    }

    private func show(_ status: FleetStatus) {
        Terminal.print("fleet \(status.fleet), \(status.threshold), key map at revision \(status.revision)")
        Terminal.print("")
        let heading = ["CUSTODIAN", "REGION", "VENDOR", "OPERATOR", "ENDPOINT", "STATE", "SHARES", "MS"]
        Terminal.print(table: [heading] + status.custodians.map(row))
        Terminal.print("")
        let keys = status.keys
        Terminal.print(
            "keys    \(keys.enabled) enabled, \(keys.disabled) disabled, \(keys.pendingDeletion) pending deletion, "
                + "\(keys.pendingImport) pending import")
        let epochs = status.epochs.sorted { $0.key < $1.key }.map { "\($0.value) in epoch \($0.key)" }
        Terminal.print("epochs  \(epochs.isEmpty ? "no shards yet" : epochs.joined(separator: ", "))")
        Terminal.print("margin  \(margin(status))")
        if let log = status.audit { Terminal.print("audit   \(audit(log))") }
    }

    private func row(_ custodian: CustodianStatus) -> [String] {
        [
            custodian.id, custodian.region, custodian.vendor, custodian.operatorName, custodian.endpoint,
            state(custodian),
            custodian.detail.map { "\($0.shares)" } ?? "-",
            custodian.reachable ? String(format: "%.1f", custodian.latency) : "-",
        ]
    }

    private func state(_ custodian: CustodianStatus) -> String {
        guard custodian.reachable else { return "OUT OF REACH" }
        if custodian.blamed { return "BLAMED" }
        return custodian.detail?.hardened == false ? "ok, UNHARDENED" : "ok"
    }

    private func audit(_ log: AuditLogStatus) -> String {
        if let failure = log.failure { return "NOT WRITTEN, so what needs a record is refused: \(failure)" }
        if let lost = log.lost { return "written; FILE GONE while it was written: \(lost.joined(separator: ", "))" }
        return log.hasGap
            ? "written; LACKS RECORDS from before the gateway's start: keep the folder, run `quorate audit verify` on it"
            : "written"
    }

    private func margin(_ status: FleetStatus) -> String {
        guard let margin = status.margin else { return "no enabled keys yet" }
        return margin < 0
            ? "\(margin): an enabled key has too few custodians in reach"
            : "\(margin) more custodians may be lost before a key is out of service"
    }
}
