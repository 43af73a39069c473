import ForecastFiles
import Forecasting
import Foundation

/// How good the forecasts of one file were.
struct ForecastEvaluation: Encodable {
    struct Horizon: Encodable {
        let bins: Int
        let seconds: Int64
        let outcomes: Int
        /// Null where there was nothing to forecast.
        let wape: Double?
        /// Every key weighing the same; null for one key.
        let equalKeyWAPE: Double?
        let quantileLoss50: Double?
        let quantileLoss95: Double?
        let coverage95: Double?
    }

    let file: String
    let model: String
    let keys: Int
    let from: String?
    let horizons: [Horizon]

    /// Forecasts every bin from `start` on.
    ///
    /// - Parameters:
    ///   - events: that are known beforehand.
    ///   - table: gets all forecasts, if it is there.
    init<Model: SeriesModel>(
        of type: Model.Type, _ file: CountFile, path: String, events: [ScheduledEvent], from start: Int,
        into table: inout PredictionTable?
    ) throws {
        let daily = file.grid.daily
        let bins = Set([1, max(1, daily / 24), daily]).sorted()
        let averages = file.series.map { series in
            let known = series.counts.prefix(start).compactMap { $0 }
            return known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
        }
        var pooled = bins.map { _ in ForecastAccuracy() }
        var equal = pooled
        let origin = RollingOrigin<Model>(grid: file.grid, horizons: bins)
        let touching = file.names.map { name in events.filter { $0.touches(name, tags: [:]) } }
        try origin.run(file.series, events: touching, from: start) { key, horizon, bin, forecast in
            table?.add(key: key, bin: bin, horizon: bins[horizon], forecast)
            guard let outcome = file.series[key].counts[bin] else { return }
            pooled[horizon].add(outcome, forecast)
            // A key that had nothing before has no size to be put in proportion to.
            if averages[key] > 0 { equal[horizon].add(outcome, forecast, unit: averages[key]) }
        }
        self.file = path
        model = Model.name
        keys = file.names.count
        from = file.times[start]
        horizons = bins.indices.map { index in
            Horizon(
                bins: bins[index], seconds: Int64(bins[index]) * file.grid.interval, outcomes: pooled[index].count,
                wape: pooled[index].wape, equalKeyWAPE: file.names.count > 1 ? equal[index].wape : nil,
                quantileLoss50: pooled[index].quantileLoss50, quantileLoss95: pooled[index].quantileLoss95,
                coverage95: pooled[index].coverage95)
        }
    }

    static let heading = ["FILE", "MODEL", "AHEAD", "OUTCOMES", "WAPE", "EQUAL-KEY WAPE", "QL95", "UP TO P95"]

    var rows: [[String]] {
        horizons.map { horizon in
            [
                file, model, DurationText.text(horizon.seconds), String(horizon.outcomes), Self.text(horizon.wape),
                Self.text(horizon.equalKeyWAPE), Self.text(horizon.quantileLoss95), Self.text(horizon.coverage95),
            ]
        }
    }

    private static func text(_ value: Double?) -> String {
        value.map { String(format: "%.4f", $0) } ?? "-"
    }
}
