import ArgumentParser

struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Give users access keys, and take them away.",
        subcommands: [
            AccessCreateCommand.self, AccessListCommand.self, AccessRotateCommand.self, AccessRevokeCommand.self,
        ])
}
