import AuditLog
import FleetIdentity
import Foundation

/// What `quorate custodian --config FILE` reads.
package struct CustodianConfiguration: Sendable {
    package let id: String
    /// The address to serve on.
    let host: String
    let port: Int
    let region: String
    let files: NodeFiles
    let vault: String
    let audit: String
    let checkpoints: CheckpointSchedule
    /// Where spans are written; nil for nowhere.
    let tracing: TracingPlan?
    let entropy: EntropyPlan
    /// Where the node says how it does; nil for nowhere.
    let operations: (host: String, port: Int)?
    /// Whether to serve although memory could not be locked or dumps not be forbidden.
    let allowsUnhardened: Bool

    /// - Throws: ``ConfigurationFault`` that names the file, the setting and what it should be.
    package init(file path: String) async throws {
        let file = try await ConfigurationFile(
            path,
            origin: "`quorate custodian join` writes one; `quorate dev --data DIR` writes that of custodian N to "
                + "DIR/custodian-N/quorate.yaml.")
        files = try NodeFiles(file)
        id = files.id
        region = try file.text("region", meaning: "the region the custodian runs in")
        (host, port) = try file.address("listen", meaning: "the address to serve on")
        vault = try file.file("vault", meaning: "the file of the sealed shares")
        audit = try file.file("audit", meaning: "the folder of the audit log")
        checkpoints = try CheckpointSchedule(file)
        tracing = try TracingPlan(file)
        entropy = try EntropyPlan(file)
        operations = try file.operationsAddress()
        allowsUnhardened = file.flag("allowUnhardened")
    }
}
