import AuditLog
import FleetIdentity
import SecretSharing

/// What `quorate hub --config FILE` reads.
package struct HubConfiguration: Sendable {
    package let id: String
    /// The address for gateways and for nodes that want to join.
    let host: String
    let port: Int
    let adminHost: String
    let adminPort: Int
    /// What clients of the admin API see; nil for plain HTTP.
    let tls: FrontTLS?
    let files: NodeFiles
    let database: String
    /// The folder of the log of what operators change.
    let audit: String
    let checkpoints: CheckpointSchedule
    /// Where spans are written; nil for nowhere.
    let tracing: TracingPlan?
    let entropy: EntropyPlan
    let authority: String
    let adminToken: String
    /// Of every new key without a placement of its own.
    let threshold: Threshold
    let certificateHours: Double

    /// - Throws: ``ConfigurationFault`` that names the file, the setting and what it should be.
    package init(file path: String) async throws {
        let file = try await ConfigurationFile(path, origin: "`quorate fleet init` writes one.")
        files = try NodeFiles(file)
        id = files.id
        (host, port) = try file.address("listen", meaning: "the address for gateways and new nodes")
        (adminHost, adminPort) = try file.address("admin", meaning: "the address of the admin API")
        tls = try FrontTLS(file)
        try Plaintext.check(file, "admin", host: adminHost, tls: tls)
        database = try file.file("database", meaning: "the file of the key map")
        audit = file.absolute(file.text("audit") ?? "audit")
        checkpoints = try CheckpointSchedule(file)
        tracing = try TracingPlan(file)
        entropy = try EntropyPlan(file)
        authority = try file.file("authority", meaning: "the file of the sealed issuing authority")
        adminToken = try file.file("adminToken", meaning: "the file of the admin API's bearer token")
        let quorum = Int(try file.number("quorum", in: 2...20, default: 3))
        let committee = Int(try file.number("committee", in: 2...20, default: 5))
        certificateHours = try file.number("certificateHours", in: 0.001...8_760, default: 24)
        do {
            threshold = try Threshold(quorum: quorum, of: committee)
        } catch {
            throw ConfigurationFault("`quorum` and `committee` in \(path): \(error.message).")
        }
    }
}
