import AdminClient
import ArgumentParser
import Foundation

struct FleetPublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Send a signed charter to the hub, and through it to every node.")

    @Argument(help: "The file that `quorate fleet approve`, `revoke` or `move` wrote.")
    var file: String

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        guard let charter = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
            throw ValidationError("The charter cannot be read from \(file).")
        }
        let overview = try await admin.call { try await $0.publish(charter: Array(charter)) }
        try FleetOverviewView.print(overview, format: admin.format)
    }
}
