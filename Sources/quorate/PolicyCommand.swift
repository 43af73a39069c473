import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Check and replace key policies.",
        subcommands: [PolicyLintCommand.self, PolicyPutCommand.self])
}
