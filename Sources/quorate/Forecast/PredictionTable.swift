import ForecastFiles
import Forecasting
import Foundation

/// Forecasts as lines of CSV, gathered and then written at once: a file is whole or is not there.
struct PredictionTable {
    private let source: CountFile
    private var lines: String

    init(of source: CountFile) {
        self.source = source
        lines = source.names.count > 1 ? "time,key,h,p50,p95\n" : "time,h,p50,p95\n"
    }

    /// Adds nothing for a bin that the source leaves out.
    ///
    /// - Parameters:
    ///   - bin: from the source's first on.
    ///   - horizon: bins.
    mutating func add(key: Int, bin: Int, horizon: Int, _ forecast: Quantiles) {
        guard let time = source.times[bin] else { return }
        let name = source.names.count > 1 ? ",\(TableLine.cell(source.names[key]))" : ""
        lines += "\(time)\(name),\(horizon),\(Self.text(forecast.p50)),\(Self.text(forecast.p95))\n"
    }

    /// The file.
    var data: Data { Data(lines.utf8) }

    private static func text(_ value: Double) -> String { String(format: "%.10g", value) }
}
