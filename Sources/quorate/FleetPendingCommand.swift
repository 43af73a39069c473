import AdminClient
import ArgumentParser
import Assembly
import Foundation

struct FleetPendingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending", abstract: "Show who waits to join.")

    @Option(help: "Also save the requests, to approve them where the root key is.")
    var save: String?

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let requests = try await admin.call { try await $0.joinRequests() }
        if let save { try JoinRequestFile.write(requests, to: save) }
        let views = try requests.map { try JoinRequestView(decoding: $0) }
        guard admin.format == .table else { return try Terminal.print(json: views) }
        Terminal.print(table: JoinRequestTable.rows(views))
    }
}

/// Requests to join as a table.
enum JoinRequestTable {
    static func rows(_ requests: [JoinRequestView]) -> [[String]] {
        [["NODE", "REGION", "JURISDICTION", "TRUST", "KIND", "VENDOR", "MODEL", "OPERATOR", "ENDPOINT", "FINGERPRINT"]]
            + requests.map {
                let isCustodian = $0.role == "custodian"
                return [
                    "\($0.role) \($0.id)", $0.region, $0.jurisdiction, isCustodian ? "\($0.trust)" : "-",
                    isCustodian ? $0.kind : "-", $0.vendor, $0.model, $0.operatorName, $0.endpoint, $0.fingerprint,
                ]
            }
    }
}
