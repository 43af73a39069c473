/// The members of a ``PanelForecaster``, asked for their forecasts side by side.
struct PanelMembers: Sendable {
    let linear: GlobalLinearModel
    let ridge: Double
    let stride: Int
    let networks: [NetworkMember]
    let horizon: Int
    let levels: Int
    let median: Int

    /// All members' forecasts of all series.
    ///
    /// - Parameters:
    ///   - panel: the series; nothing after `back` steps before their ends is used.
    ///   - back: steps before the ends at which the forecast is made.
    ///   - tasks: at the same time.
    func forecasts(_ panel: [PanelSeries], back: Int, tasks: Int) async -> MemberForecasts {
        let jobs = networks.count + 2
        let results = await withTaskGroup(of: (Int, [QuantileForecast]).self) { group in
            var next = 0
            func start() {
                let job = next
                group.addTask { (job, run(job, panel, back: back)) }
                next += 1
            }
            while next < min(max(1, tasks), jobs) { start() }
            var results = [[QuantileForecast]](repeating: [], count: jobs)
            for await (job, forecasts) in group {
                results[job] = forecasts
                if next < jobs { start() }
            }
            return results
        }
        return MemberForecasts(
            networks: Array(results[2...]), recipes: networks.map(\.recipe), linear: results[0].map { $0.values[0] },
            smoothing: results[1].map { $0.values[0] }, median: median)
    }

    /// One member's forecasts. The two that take longest go first.
    private func run(_ job: Int, _ panel: [PanelSeries], back: Int) -> [QuantileForecast] {
        switch job {
        case 0: linearForecast(panel, back: back)
        case 1:
            panel.map { item in
                QuantileForecast(values: [
                    SmoothingBank().forecast(item, time: item.levels.count - back, horizon: horizon)
                ])
            }
        default: networks[job - 2].forecast(panel, horizon: horizon, levels: levels, back: back)
        }
    }

    /// The linear model's, adapted to each series; the seasonal naive forecast for a series shorter than its lags.
    private func linearForecast(_ panel: [PanelSeries], back: Int) -> [QuantileForecast] {
        let regression = WindowRegression(
            panel, lags: linear.lags, horizon: horizon, withheld: back, stride: stride)
        var adaptation = LocalAdaptation()
        adaptation.ridge = ridge
        return panel.indices.map { index in
            let time = panel[index].levels.count - back
            guard time >= linear.lags + panel[index].season else {
                return QuantileForecast(values: [[Float](repeating: 0, count: horizon)])
            }
            var values = linear.forecast(regression, index, time: time)
            // A correction that cannot be computed is left out: the global forecast stands.
            if let correction = try? adaptation.corrections(linear, regression, index, times: [time]) {
                for k in values.indices { values[k] += correction[0][k] }
            }
            return QuantileForecast(values: [values])
        }
    }
}
