import ArgumentParser
import Charts
import ForecastFiles
import Forecasting
import Foundation

struct ForecastFileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "Forecast what comes after a file of counts.",
        discussion: """
            The file has a header and a row for each bin: its time, and a count for each key. The model is fitted to the file \
            itself; its bands are calibrated on the last part of it. What is said of an hour and a day ahead comes of models of \
            their own; in between, the shape of the last week leads from one to the other. `file` need not be written.
            """)

    @Argument(help: "A CSV file such as time,count, packed by gzip or not.")
    var file: String

    @Option(help: "How far ahead, up to a day: 90m, 24h, 1d.")
    var horizon = ForecastHorizon(seconds: 86_400)

    @Option(help: "The column to forecast, where there are several.")
    var key: String?

    @OptionGroup var events: EventOptions

    @Option(help: "An SVG file to draw the last days and the forecast to.")
    var plot: String?

    @Option(help: "table or json; json has every bin.")
    var format: OutputFormat = .table

    func run() async throws {
        try plotFile?.check(besides: [file, events.events])
        do {
            let counts = try CountFile(try InputFile(path: file, option: nil).readUnpacked())
            let place = try column(of: counts)
            let calendar = try await events.read(around: counts)
            let touching = calendar.filter { $0.touches(counts.names[place], tags: [:]) }
            let outlook = try Outlook(
                counts.series[place], name: counts.names[place], events: touching, horizon: horizon)
            try plotFile?.write(Data(outlook.chart(title: title(counts, place)).svg().utf8))
            try OutlookView(outlook, file: file, writesSeconds: counts.writesSeconds).print(as: format)
        } catch let error as CountFileError {
            throw ValidationError("\(file): \(error).")
        } catch let error as ForecastingError {
            throw ValidationError("\(file): \(error).")
        }
    }

    private func column(of counts: CountFile) throws -> Int {
        guard let key else {
            guard counts.names.count == 1 else {
                throw ValidationError(
                    "\(file) has \(counts.names.count) columns of counts: name one with --key, such as --key "
                        + "\(TableLine.shown(counts.names[0])).")
            }
            return 0
        }
        guard let place = counts.names.firstIndex(of: key) else {
            throw ValidationError(
                "--key \(key): \(file) has no such column; its first is \(TableLine.shown(counts.names[0])).")
        }
        return place
    }

    private func title(_ counts: CountFile, _ place: Int) -> String {
        let name = URL(fileURLWithPath: file).lastPathComponent
        return counts.names.count == 1 ? name : "\(name): \(counts.names[place])"
    }

    private var plotFile: OutputFile? { plot.map { OutputFile(path: $0, option: "--plot") } }
}
