import ArgumentParser
import Assembly

struct FleetInitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new fleet's root key, its authority and its hub.")

    @Argument(help: "The fleet's name, of a-z, 0-9, '.', '-' and '_'; it stands in every certificate.")
    var name: String

    @Option(help: "A folder, in which root and hub are made.")
    var data: String

    @Option(help: "The IPv4 address that the hub serves gateways and new nodes on, HOST:PORT.")
    var listen: String

    @Option(help: "How they reach it, HOST:PORT; --listen where it is not given.")
    var endpoint: String?

    @Option(help: "The address of the admin API, HOST:PORT.")
    var admin = "127.0.0.1:8401"

    @Option(help: "How many custodians a new key needs, where its placement says nothing else.")
    var quorum = 3

    @Option(help: "How many custodians hold a share of it then.")
    var committee = 5

    @Option(help: "The least quorum that any custodian ever agrees to.")
    var leastQuorum = 2

    @Option(help: "The hub's id.")
    var hub = "hub-1"

    func run() async throws {
        let founding = try FleetFounding(
            name: name, folder: data, hubID: hub, listen: listen, endpoint: endpoint ?? listen, admin: admin,
            quorum: quorum, committee: committee, leastQuorum: leastQuorum)
        try await ProcessEntropy.begin(command: "fleet init")
        Terminal.print(try founding.found(at: SystemTime.now()))
    }
}
