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

    @Flag(
        help:
            "Leave out the last 48 hours of each series, forecast them, and print how good that was by the competition's measures."
    )
    var holdOut = false

    @Option(help: "Determines everything random in training.")
    var seed: UInt64 = 1

    /// Hours that the networks look back on, and a day before them.
    private static let leastHours = 360
    private static let horizon = 48

    func run() async throws {
        try outputFile?.check(besides: [file, model])
        try modelFile?.check(besides: [file])
        do {
            let panel = try PanelFile(try InputFile(path: file, option: nil).readUnpacked())
            let least = Self.leastHours + (holdOut ? Self.horizon : 0)
            if let short = zip(panel.ids, panel.values).first(where: { $1.count < least }) {
                throw ValidationError(
                    "\(file): series \(TableLine.shown(short.0)) has \(short.1.count) hours, and \(least) are needed: lengthen it or leave it "
                        + "out.")
            }
            let past = holdOut ? panel.values.map { Array($0.dropLast(Self.horizon)) } : panel.values
            let forecaster = try await forecaster(for: past)
            let forecasts = try await forecaster.forecast(past)
            let text = lines(panel.ids, forecasts, median: forecaster.median)
            if let outputFile {
                try outputFile.write(Data((text + "\n").utf8))
            } else if !holdOut {
                Terminal.print(text)
            }
            if holdOut { print(accuracy(of: forecasts, past, panel.values, median: forecaster.median)) }
        } catch let error as CountFileError {
            throw ValidationError("\(file): \(error).")
        } catch let error as ForecastingError {
            throw ValidationError("\(file): \(error).")
        }
    }

    private func accuracy(
        of forecasts: [[[Double]]], _ past: [[Double]], _ values: [[Double]], median: Int
    ) -> PanelAccuracy {
        var accuracy = PanelAccuracy()
        for (index, levels) in forecasts.enumerated() {
            accuracy.add(
                past: past[index], outcomes: values[index].suffix(Self.horizon), forecasts: levels[median],
                lower: levels.first ?? [], upper: levels.last ?? [])
        }
        return accuracy
    }

    private func print(_ accuracy: PanelAccuracy) {
        func text(_ value: Double, _ digits: Int = 4) -> String { String(format: "%.\(digits)f", value) }
        Terminal.print(table: [
            ["SERIES", "OWA", "SMAPE", "MASE", "MSIS", "WITHIN"],
            [
                String(accuracy.count), text(accuracy.owa), text(accuracy.sMAPE, 2), text(accuracy.mase, 3),
                text(accuracy.msis, 2), text(accuracy.coverage),
            ],
        ])
    }

    private func forecaster(for past: [[Double]]) async throws -> PanelForecaster {
        if let model, FileManager.default.fileExists(atPath: model) {
            let bytes = try InputFile(path: model, option: nil).read(nil)
            do {
                return try PanelForecaster(saved: bytes)
            } catch {
                throw ValidationError("--model \(model): \(error).")
            }
        }
        let training = PanelTraining(.hourly(seed: seed))
        let trained = try await training.train(past) { line in Terminal.complain(line) }
        try modelFile?.write(Data(trained.saved))
        return trained
    }

    private func lines(_ ids: [String], _ forecasts: [[[Double]]], median: Int) -> String {
        zip(ids, forecasts).map { id, levels in
            let values = levels[median] + (levels.first ?? []) + (levels.last ?? [])
            return ([TableLine.cell(id)] + values.map { String(format: "%.10g", $0) }).joined(separator: ",")
        }.joined(separator: "\n")
    }

    private var outputFile: OutputFile? { output.map { OutputFile(path: $0, option: "--output") } }

    private var modelFile: OutputFile? { model.map { OutputFile(path: $0, option: "--model") } }
}
