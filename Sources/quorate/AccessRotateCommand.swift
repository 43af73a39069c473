import AdminClient
import ArgumentParser

struct AccessRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make the successor of an access key, and have it end after an overlap.")

    @Argument(help: "The access key's id.")
    var id: String

    @Option(help: "For how many hours both are good.")
    var overlapHours = 24.0

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        try AccessCreateCommand.show(
            try await admin.call { try await $0.rotateAccessKey(id, overlap: overlapHours * 3_600) }, admin)
    }
}
