import AdminClient
import ArgumentParser
import Assembly

struct FleetRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Sign a charter without a node, so that nobody speaks with it any more.",
        discussion:
            "Where a custodian leaves, the others replace the fleet key. Keys of which it was a member have one custodian "
            + "fewer; the share that it holds stays one, and k - 1 others would do with it.")

    @Argument(help: "custodian or gateway.")
    var role: String

    @Argument(help: "The node's id.")
    var id: String

    @OptionGroup var root: FleetRootOptions

    @Option(help: "Where to write the charter, for `quorate fleet publish`, instead of sending it to the hub.")
    var out: String?

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let root = try root.open()
        let atHub = out == nil ? try await admin.call { try await $0.charter() } : nil
        let charter = try root.revoke(role, id: id, atHub: atHub, at: SystemTime.now())
        try await CharterDelivery(out: out, admin: admin).deliver(charter)
    }
}
