import ArgumentParser
import Assembly
import Foundation
import ProcessHardening

struct CustodianCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custodian", abstract: "Run one custodian from its configuration file, or make one.",
        subcommands: [Run.self, Join.self], defaultSubcommand: Run.self)

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run one custodian from its configuration file.")

        @Option(help: "The custodian's quorate.yaml.")
        var config: String

        @Option(help: .hidden)
        var parent: Int32?

        @OptionGroup var logs: LogOptions

        func run() async throws {
            if let parent { ProcessHardening.dieWith(parent: parent) }
            let configuration = try await CustodianConfiguration(file: config)
            let logger = logs.makeLogger(configuration.id)
            try await CustodianProcess.run(logger: logger) {
                try await CustodianAssembly.services(configuration, logger: logger)
            }
        }
    }

    struct Join: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a custodian on this machine, and ask the hub to let it join.")

        @OptionGroup var joining: JoinOptions

        @Option(help: "The IPv4 address to serve on, HOST:PORT.")
        var listen: String

        @Option(help: "How gateways, the hub and other custodians reach it, HOST:PORT; --listen where it is not given.")
        var endpoint: String?

        @Option(help: "How far the custodian is trusted, from 0; a key's placement may ask for a least level.")
        var trust = 0

        @Option(help: "resident, ephemeral, backup, or requester for one without shares.")
        var kind = "resident"

        @Option(help: "Who made the machine or module.")
        var vendor: String

        @Option(help: "Its model.")
        var model = ""

        @Option(name: .customLong("operator"), help: "Who runs it.")
        var operatorName: String

        func run() async throws {
            try await joining.run(
                NodeJoining(
                    token: try joining.readToken(), folder: joining.data, part: .custodian(listen: listen),
                    region: joining.region, jurisdiction: joining.jurisdiction, trust: trust, kind: kind,
                    vendor: vendor, model: model, operatorName: operatorName, endpoint: endpoint ?? listen))
        }
    }
}
