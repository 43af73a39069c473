import ForecastFiles
import Forecasting
import Foundation

/// The alarms of a series, for people or for programs.
struct AnomalyView {
    struct Point: Encodable {
        let time: String
        let value: Double?
        let score: Double
        /// Of an alarm.
        let kind: String?

        init(_ row: MeasurementFile.Row, _ score: AnomalyScore) {
            time = row.text
            value = row.value
            self.score = score.value
            kind = score.kind?.rawValue
        }
    }

    private struct Summary: Encodable {
        let file: String
        let points: Int
        let missing: Int
        let threshold: Double
        let alarms: [Point]
    }

    let file: String
    let threshold: Double
    let points: [Point]

    func print(as format: OutputFormat) throws {
        let alarms = points.filter { $0.kind != nil }
        let missing = points.count { $0.value == nil }
        switch format {
        case .json:
            try Terminal.print(
                json: Summary(file: file, points: points.count, missing: missing, threshold: threshold, alarms: alarms))
        case .table:
            let noun = alarms.count == 1 ? "alarm" : "alarms"
            Terminal.print(
                "\(file): \(alarms.count) \(noun) in \(points.count) points, \(missing) of them missing; scores from "
                    + "\(threshold) on")
            guard !alarms.isEmpty else { return }
            Terminal.print(table: [["TIME", "VALUE", "SCORE", "KIND"]] + alarms.map(Self.row))
        }
    }

    private static func row(_ point: Point) -> [String] {
        [
            point.time, point.value.map { String(format: "%.6g", $0) } ?? "-", String(format: "%.6f", point.score),
            point.kind ?? "-",
        ]
    }
}
