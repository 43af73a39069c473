import ArgumentParser

struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "Forecast counts, and see how good forecasts of them are.",
        subcommands: [ForecastFileCommand.self, ForecastEvaluateCommand.self, ForecastM4Command.self],
        defaultSubcommand: ForecastFileCommand.self)
}
