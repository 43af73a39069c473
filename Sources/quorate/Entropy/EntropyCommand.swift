import ArgumentParser

struct EntropyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entropy", abstract: "Show a fleet's entropy, assess sources of it, and test random bits.",
        subcommands: [
            EntropyAssessCommand.self, EntropySourcesCommand.self, EntropyStatusCommand.self, EntropyTestCommand.self,
        ])
}
