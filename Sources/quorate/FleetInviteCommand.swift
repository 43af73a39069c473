import ArgumentParser
import Assembly

struct FleetInviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Print a token with which one new node may ask to join.")

    @Argument(help: "custodian or gateway.")
    var role: String

    @Argument(help: "The node's id; one that was never used in this fleet.")
    var id: String

    @OptionGroup var root: FleetRootOptions

    @Option(help: "For how many hours the token serves.")
    var hours = 24.0

    func run() async throws {
        try await ProcessEntropy.begin(command: "fleet invite")
        Terminal.print(try root.open().invite(role, id: id, hours: hours, at: SystemTime.now()))
    }
}
