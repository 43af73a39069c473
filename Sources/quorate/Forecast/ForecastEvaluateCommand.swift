import ArgumentParser
import ForecastFiles
import Forecasting
import Foundation

struct ForecastEvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Forecast the last part of files of counts from what lies before it.",
        discussion: """
            A file has a header and a row for each bin: its time, and a count for each key. Bins are equally long; an empty \
            count, or a row that is left out, is a bin of which nothing is known. Everything is fitted and chosen on what lies \
            before --from. Every bin after that is forecast one bin, one hour and one day before it comes, with all that is \
            known by then, and compared with what came.
            """)

    @Argument(help: "CSV files, such as time,count.")
    var files: [String]

    @Option(help: "The first bin that is forecast, as the file writes it; the last fifth where nothing is said.")
    var from: String?

    @Option(
        help:
            "A CSV file to write the forecasts to: time,h,p50,p95, with the key after the time where there are several."
    )
    var predictions: String?

    @Option(help: "What forecasts: \(ModelChoice.list). Given again, one after the other.")
    var model: [ModelChoice] = []

    @OptionGroup var events: EventOptions

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func validate() throws {
        if predictions != nil, files.count > 1 {
            throw ValidationError("--predictions takes the forecasts of one file, and there are \(files.count).")
        }
        if predictions != nil, model.count > 1 {
            throw ValidationError("--predictions takes the forecasts of one model, and there are \(model.count).")
        }
    }

    func run() async throws {
        try output?.check(besides: files + [events.events])
        var evaluations: [ForecastEvaluation] = []
        for path in files { evaluations += try await evaluate(path) }
        switch format {
        case .table: Terminal.print(table: [ForecastEvaluation.heading] + evaluations.flatMap(\.rows))
        case .json: try Terminal.print(json: evaluations)
        }
    }

    private func evaluate(_ path: String) async throws -> [ForecastEvaluation] {
        do {
            let file = try CountFile(try InputFile(path: path, option: nil).readUnpacked())
            let start = try start(in: file)
            let calendar = try await events.read(around: file)
            return try (model.isEmpty ? [.ensemble] : model).map { model in
                var table = output.map { _ in PredictionTable(of: file) }
                let evaluation = try ForecastEvaluation(
                    of: model.type, file, path: path, events: calendar, from: start, into: &table)
                if let table { try output?.write(table.data) }
                return evaluation
            }
        } catch let error as CountFileError {
            throw ValidationError("\(path): \(error).")
        } catch let error as ForecastingError {
            throw ValidationError("\(path): \(error).")
        }
    }

    private var output: OutputFile? { predictions.map { OutputFile(path: $0, option: "--predictions") } }

    private func start(in file: CountFile) throws -> Int {
        guard let from else { return file.times.count * 4 / 5 }
        guard let start = file.times.firstIndex(of: from) else {
            throw ValidationError("--from \(from): no row of the file has this time, written like that.")
        }
        return start
    }
}
