import ArgumentParser
import Assembly

struct HubCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub", abstract: "Run the fleet's hub from its configuration file.")

    @Option(help: "The hub's quorate.yaml, which `quorate fleet init` writes.")
    var config: String

    @OptionGroup var logs: LogOptions

    func run() async throws {
        let configuration = try await HubConfiguration(file: config)
        try await HubProcess.run(configuration, logger: logs.makeLogger(configuration.id)) { Terminal.print($0) }
    }
}
