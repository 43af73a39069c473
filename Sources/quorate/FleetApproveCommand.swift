import AdminClient
import ArgumentParser
import Assembly

struct FleetApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Sign a charter that lets nodes in which wait to join.",
        discussion:
            "With the hub in reach: gets the requests, signs, and publishes. Without: give --requests and --out, and "
            + "take the file to `quorate fleet publish`.")

    @Argument(help: "Whom to let in; everyone who waits if nobody is named.")
    var ids: [String] = []

    @OptionGroup var root: FleetRootOptions

    @Option(help: "The requests, from `quorate fleet pending --save`.")
    var requests: String?

    @Option(help: "Where to write the charter, for `quorate fleet publish`.")
    var out: String?

    @OptionGroup var admin: AdminOptions

    func validate() throws {
        guard (requests == nil) == (out == nil) else {
            throw ValidationError("--requests and --out go together: without a hub, both; with one, neither.")
        }
    }

    func run() async throws {
        let root = try root.open()
        let waiting: [[UInt8]]
        var atHub: [UInt8]?
        if let requests {
            waiting = try JoinRequestFile.read(requests)
        } else {
            waiting = try await admin.call { try await $0.joinRequests() }
            atHub = try await admin.call { try await $0.charter() }
        }
        let (charter, approved, refused) = try root.approve(ids, of: waiting, atHub: atHub, at: SystemTime.now())
        if admin.format == .table { Terminal.print(table: JoinRequestTable.rows(approved)) }
        if !refused.isEmpty { Terminal.complain("not let in: \(refused.joined(separator: " "))") }
        try await CharterDelivery(out: out, admin: admin).deliver(charter)
    }
}
