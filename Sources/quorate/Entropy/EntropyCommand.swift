import ArgumentParser

struct EntropyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entropy", abstract: "Assess sources of entropy, and test random bits.",
        subcommands: [EntropyAssessCommand.self, EntropySourcesCommand.self, EntropyTestCommand.self])
}
