import AdminClient
import ArgumentParser
import Assembly

struct FleetMoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Sign a charter with a custodian, or the hub, at another address.",
        discussion:
            "Publish it while the hub is still at its old address, so that everyone knows the new one; then change "
            + "`listen` in the node's quorate.yaml and start it there.")

    @Argument(help: "custodian or hub.")
    var role: String

    @Argument(help: "The node's id.")
    var id: String

    @Argument(help: "How others reach it from then on, HOST:PORT.")
    var endpoint: String

    @OptionGroup var root: FleetRootOptions

    @Option(help: "Where to write the charter, for `quorate fleet publish`, instead of sending it to the hub.")
    var out: String?

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let root = try root.open()
        let atHub = out == nil ? try await admin.call { try await $0.charter() } : nil
        let charter = try root.move(role, id: id, to: endpoint, atHub: atHub, at: SystemTime.now())
        try await CharterDelivery(out: out, admin: admin).deliver(charter)
    }
}
