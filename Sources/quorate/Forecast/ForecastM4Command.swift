import ArgumentParser
import ForecastFiles
import Forecasting
import Foundation

struct ForecastM4Command: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "m4", abstract: "Forecast 48 hours of many hourly series, as the M4 competition asks.",
        discussion: """
            The file has a row for each series: its id, then its hourly values, the oldest first. Everything is trained on the \
            file itself: LSTM networks, a linear model and exponential smoothing, across all series; their weights come from \
            forecasts of the last four days by models that had not seen them. Written are id,f1..f48,L1..L48,U1..U48: the \
            forecasts, and the bounds that 95 of 100 values lie between. Training takes minutes and reports to standard error.
            """)

    @Argument(help: "A CSV file, packed by gzip or not.")
    var file: String

    @Option(help: "Where the forecasts are written; standard output where nothing is said.")
    var output: String?

    @Option(help: "A trained model: used if the file is there, written after training if it is not.")
    var model: String?

    @Option(help: "Determines everything random in training.")
    var seed: UInt64 = 1

    /// Hours that the networks look back on, and a day before them.
    private static let leastHours = 360

    func run() async throws {
        try outputFile?.check()
        try modelFile?.check()
        do {
            let panel = try PanelFile(try InputFile(path: file, option: nil).readUnpacked())
            if let short = zip(panel.ids, panel.values).first(where: { $1.count < Self.leastHours }) {
                throw ValidationError(
                    "\(file): series \(short.0) has \(short.1.count) hours, and \(Self.leastHours) are needed: lengthen it or "
                        + "leave it out.")
            }
            let forecaster = try await forecaster(for: panel)
            let forecasts = try await forecaster.forecast(panel.values)
            let text = lines(panel.ids, forecasts, median: forecaster.median)
            if let outputFile { try outputFile.write(Data((text + "\n").utf8)) } else { Terminal.print(text) }
        } catch let error as CountFileError {
            throw ValidationError("\(file): \(error).")
        } catch let error as ForecastingError {
            throw ValidationError("\(file): \(error).")
        }
    }

    private func forecaster(for panel: PanelFile) async throws -> PanelForecaster {
        if let model, FileManager.default.fileExists(atPath: model) {
            let bytes = try InputFile(path: model, option: nil).read(nil)
            do {
                return try PanelForecaster(saved: bytes)
            } catch {
                throw ValidationError("--model \(model): \(error).")
            }
        }
        let training = PanelTraining(.hourly(seed: seed))
        let trained = try await training.train(panel.values) { line in Terminal.complain(line) }
        try modelFile?.write(Data(trained.saved))
        return trained
    }

    private func lines(_ ids: [String], _ forecasts: [[[Double]]], median: Int) -> String {
        zip(ids, forecasts).map { id, levels in
            let values = levels[median] + (levels.first ?? []) + (levels.last ?? [])
            return ([id] + values.map { String(format: "%.10g", $0) }).joined(separator: ",")
        }.joined(separator: "\n")
    }

    private var outputFile: OutputFile? { output.map { OutputFile(path: $0, option: "--output") } }

    private var modelFile: OutputFile? { model.map { OutputFile(path: $0, option: "--model") } }
}
