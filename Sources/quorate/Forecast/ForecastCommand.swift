import ArgumentParser

struct ForecastCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "Forecast counts, and see how good forecasts of them are.",
        subcommands: [ForecastEvaluateCommand.self, ForecastM4Command.self])
}
