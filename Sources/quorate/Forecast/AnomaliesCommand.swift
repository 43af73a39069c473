import ArgumentParser
import Charts
import ForecastFiles
import Forecasting
import Foundation

struct AnomaliesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies", abstract: "Find what is unusual in a series, judging each point by those before it.",
        discussion: """
            The file has a header and rows of a time and a value; an empty value is missing, and 0 is a value. A point's score \
            is one less the chance that an undisturbed series has a point so surprising. Points from the threshold on are \
            alarms, and what follows an alarm is damped, so that a disturbance is named once.
            """)

    @Argument(help: "A CSV file such as time,value, packed by gzip or not.")
    var file: String?

    @Option(
        help: "A folder of the Numenta Anomaly Benchmark: scores of all its files, as file,timestamp,anomaly_score.")
    var nab: String?

    @Option(help: "How many points of an undisturbed series may be alarms, as a share.")
    var falseAlarmRate = AnomalyConfiguration().falseAlarmRate

    @Option(help: "A CSV file to write the scores of all points to: time,value,score.")
    var scores: String?

    @Option(help: "An SVG file to draw the series, its scores and its alarms to.")
    var plot: String?

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func validate() throws {
        guard (file == nil) != (nab == nil) else { throw ValidationError("Name a file, or a folder with --nab.") }
        guard (1e-12..<0.5).contains(falseAlarmRate) else {
            throw ValidationError("--false-alarm-rate \(falseAlarmRate): it is 1e-12 at least, and below 0.5.")
        }
        if nab != nil, scores != nil { throw ValidationError("--scores goes with a file; --nab prints all scores.") }
        if nab != nil, plot != nil {
            throw ValidationError("--plot goes with a file: draw those of a folder one by one.")
        }
    }

    func run() async throws {
        if let nab { return try NABFolder(path: nab).printScores(detector) }
        guard let file else { return }
        try plotFile?.check(besides: [file, scores])
        try scoresFile?.check(besides: [file])
        let rows = try MeasurementFile.read(file).rows
        var detector = detector
        let judged = rows.map { AnomalyView.Point($0, detector.score($0.value, at: $0.time)) }
        try scoresFile?.write(text(of: judged))
        try plotFile?.write(Data(chart(of: file, zip(rows, judged).map { ($0.time, $1) }).svg().utf8))
        try AnomalyView(file: file, threshold: detector.configuration.threshold, points: judged).print(as: format)
    }

    private var scoresFile: OutputFile? { scores.map { OutputFile(path: $0, option: "--scores") } }

    private var plotFile: OutputFile? { plot.map { OutputFile(path: $0, option: "--plot") } }

    private func chart(of file: String, _ points: [(time: Int64, judged: AnomalyView.Point)]) -> AnomalyChart {
        AnomalyChart(
            title: URL(fileURLWithPath: file).lastPathComponent, unit: "value",
            points: points.map { time, judged in
                ScoredPoint(time: time, value: judged.value, score: judged.score, alarm: judged.kind.map(Self.text))
            }, threshold: detector.configuration.threshold)
    }

    /// A kind as charts call it.
    private static func text(_ kind: String) -> String {
        switch AnomalyKind(rawValue: kind) {
        case .levelShift: "level shift"
        case .seasonality: "season"
        default: kind
        }
    }

    private var detector: AnomalyDetector {
        var configuration = AnomalyConfiguration()
        configuration.falseAlarmRate = falseAlarmRate
        return AnomalyDetector(configuration)
    }

    private func text(of points: [AnomalyView.Point]) -> Data {
        let lines = points.map { point in
            point.value.map { "\(point.time),\($0),\(point.score)\n" } ?? "\(point.time),,\n"
        }
        return Data(("time,value,score\n" + lines.joined()).utf8)
    }
}
