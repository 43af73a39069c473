import ArgumentParser
import Assembly
import Foundation
import ProcessHardening

struct CustodianCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custodian", abstract: "Run one custodian from its configuration file.")

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
