import ForecastFiles
import Forecasting
import Foundation

/// An ``Outlook``, for people or for programs.
struct OutlookView {
    private struct Bin: Encodable {
        let time: String
        let p10: Double
        let p50: Double
        let p90: Double
        let p95: Double
        let p99: Double
    }

    private struct Horizon: Encodable {
        let seconds: Int64
        /// Null where there was nothing to forecast yet.
        let recentError: Double?
    }

    private struct Summary: Encodable {
        let file: String
        let model: String
        let isLearning: Bool
        let degradation: String?
        let interval: Int64
        let events: Int
        let horizons: [Horizon]
        let bins: [Bin]
    }

    /// Rows of a table, about.
    private static let rows = 24

    private let outlook: Outlook
    private let file: String
    private let writesSeconds: Bool

    /// - Parameter writesSeconds: whether the file has whole seconds for times.
    init(_ outlook: Outlook, file: String, writesSeconds: Bool) {
        self.outlook = outlook
        self.file = file
        self.writesSeconds = writesSeconds
    }

    func print(as format: OutputFormat) throws {
        switch format {
        case .json: try Terminal.print(json: summary)
        case .table:
            let grid = outlook.series.grid
            let bins = outlook.series.counts.count
            Terminal.print("\(file): \(bins) bins of \(DurationText.text(grid.interval))")
            for note in outlook.notes { Terminal.print(note) }
            let step = max(1, outlook.path.count / Self.rows)
            // The last row is the horizon that was asked for.
            let shown = outlook.path.indices.filter { ($0 + 1) % step == 0 || $0 == 0 || $0 == outlook.path.count - 1 }
            let rows = shown.map { index in
                [time(index), DurationText.text(Int64(index + 1) * grid.interval)]
                    + Self.levels(outlook.path[index]).map(Self.text)
            }
            Terminal.print(table: [["TIME", "AHEAD", "P10", "P50", "P90", "P95", "P99"]] + rows)
        }
    }

    private var summary: Summary {
        let errors = outlook.forecaster.recentErrors
        return Summary(
            file: file, model: outlook.forecaster.model.name, isLearning: outlook.state != .established,
            degradation: outlook.degradation, interval: outlook.series.grid.interval, events: outlook.events.count,
            horizons: zip(outlook.forecaster.model.horizons, errors).map { horizon, error in
                Horizon(seconds: Int64(horizon.horizon) * outlook.series.grid.interval, recentError: error)
            },
            bins: outlook.path.enumerated().map { index, bin in
                Bin(time: time(index), p10: bin.p10, p50: bin.p50, p90: bin.p90, p95: bin.p95, p99: bin.p99)
            })
    }

    private func time(_ index: Int) -> String {
        let seconds = outlook.origin + Int64(index) * outlook.series.grid.interval
        return writesSeconds ? String(seconds) : TimeText.text(seconds)
    }

    private static func levels(_ bin: Quantiles) -> [Double] { [bin.p10, bin.p50, bin.p90, bin.p95, bin.p99] }

    private static func text(_ count: Double) -> String {
        count < 100 ? String(format: "%.1f", count) : String(format: "%.0f", count)
    }
}
