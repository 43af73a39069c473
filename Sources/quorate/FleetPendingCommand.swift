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

/// Requests to join on their way to the root key: one a line, in base64.
enum JoinRequestFile {
    static func write(_ requests: [[UInt8]], to path: String) throws {
        let text = requests.map { Data($0).base64EncodedString() + "\n" }.joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// - Throws: a usage error where the file is none of requests.
    static func read(_ path: String) throws -> [[UInt8]] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("The requests cannot be read from \(path).")
        }
        return try text.split(separator: "\n").map { line in
            guard let request = Data(base64Encoded: String(line)) else {
                throw ValidationError("\(path) holds no requests; `quorate fleet pending --save FILE` writes them.")
            }
            return Array(request)
        }
    }
}
