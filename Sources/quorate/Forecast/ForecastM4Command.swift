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

    func run() async throws {
        do {
            let panel = try PanelFile(try InputFile(path: file, option: nil).readUnpacked())
            let forecaster = try await forecaster(for: panel)
            let forecasts = try await forecaster.forecast(panel.values)
            try write(lines(panel.ids, forecasts, median: forecaster.median))
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
        guard let model else { return trained }
        do {
            try Data(trained.saved).write(to: URL(fileURLWithPath: model), options: .atomic)
        } catch {
            throw ValidationError("--model \(model): the file cannot be written: is its folder there, and yours?")
        }
        return trained
    }

    private func lines(_ ids: [String], _ forecasts: [[[Double]]], median: Int) -> String {
        zip(ids, forecasts).map { id, levels in
            let values = levels[median] + (levels.first ?? []) + (levels.last ?? [])
            return ([id] + values.map { String(format: "%.10g", $0) }).joined(separator: ",")
        }.joined(separator: "\n")
    }

    private func write(_ text: String) throws {
        guard let output else { return Terminal.print(text) }
        do {
            try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
            throw ValidationError("--output \(output): the file cannot be written: is its folder there, and yours?")
        }
    }
}
