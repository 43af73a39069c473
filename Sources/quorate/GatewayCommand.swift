import ArgumentParser
import Assembly

struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "Run one gateway from its configuration file, or make one.",
        subcommands: [Run.self, Join.self], defaultSubcommand: Run.self)

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run one gateway from its configuration file.")

        @Option(help: "The gateway's quorate.yaml, which `quorate gateway join` writes.")
        var config: String

        @OptionGroup var logs: LogOptions

        func run() async throws {
            let configuration = try await GatewayConfiguration(file: config)
            try await GatewayProcess.run(configuration, logger: logs.makeLogger(configuration.id)) {
                Terminal.print($0)
            }
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a gateway on this machine, and ask the hub to let it join.")

        @OptionGroup var joining: JoinOptions

        @Option(help: "The address of its KMS API, HOST:PORT.")
        var kms = "127.0.0.1:8400"

        @Option(help: "The AWS account id that keys belong to.")
        var account = "000000000000"

        func run() async throws {
            try await joining.run(
                NodeJoining(
                    token: try joining.readToken(), folder: joining.data, part: .gateway(kms: kms, account: account),
                    region: joining.region, jurisdiction: joining.jurisdiction))
        }
    }
}
