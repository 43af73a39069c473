import AdminClient
import ArgumentParser
import Foundation

/// How to reach the hub: `source DIR/env` says it, or flags do.
struct AdminOptions: ParsableArguments {
    @Option(help: "The admin API's address; otherwise QUORATE_ADMIN_URL.")
    var adminURL: String?

    @Option(help: "The file of the admin token; otherwise QUORATE_ADMIN_TOKEN_FILE.")
    var tokenFile: String?

    @Option(
        help:
            "A PEM file of the authorities for an address with https; otherwise QUORATE_ADMIN_CA_FILE, or the system's."
    )
    var caFile: String?

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func makeClient() throws -> AdminClient {
        let environment = ProcessInfo.processInfo.environment
        guard let url = adminURL ?? environment["QUORATE_ADMIN_URL"] else {
            throw ValidationError(
                "Which hub? Run `source DIR/env` first, of the hub's folder or of a dev fleet, or give --admin-url.")
        }
        guard let file = tokenFile ?? environment["QUORATE_ADMIN_TOKEN_FILE"] else {
            throw ValidationError(
                "Which token? Run `source DIR/env` first, of the hub's folder or of a dev fleet, or give --token-file.")
        }
        guard let token = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ValidationError("The admin token cannot be read from \(file).")
        }
        return AdminClient(
            url: url, token: token.trimmingCharacters(in: .whitespacesAndNewlines),
            authorities: caFile ?? environment["QUORATE_ADMIN_CA_FILE"])
    }

    /// Runs a call, and turns its failure into exit code 2.
    func call<Value>(_ body: (AdminClient) async throws -> Value) async throws -> Value {
        let client = try makeClient()
        do {
            return try await body(client)
        } catch let error as AdminClientError {
            throw ServiceRefusal(description: error.message)
        }
    }
}
