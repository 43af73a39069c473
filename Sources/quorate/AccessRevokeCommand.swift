import AdminClient
import ArgumentParser

struct AccessRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take an access key away, at once.")

    @Argument(help: "The access key's id.")
    var id: String

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        try await admin.call { try await $0.revokeAccessKey(id) }
        Terminal.print("\(id) is revoked: no gateway that follows the hub takes it any more")
    }
}
