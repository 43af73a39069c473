import RealModule

extension KeyForecaster {
    /// Forecasts of every bin of the next day, the next one first; empty before the first bin. At the horizons of the model
    /// they are its own. In between they have the shape of the days of the week before, and how far the model's
    /// forecasts are from that shape changes evenly with the logarithm of the time ahead.
    package var path: [Quantiles] {
        guard !forecasts.isEmpty else { return [] }
        let daily = model.grid.daily
        let shape = (1...daily).map(usual)
        let anchors = zip(model.horizons, forecasts).map { model, forecast in
            Anchor(ahead: model.horizon, forecast, usual: shape[model.horizon - 1])
        }
        return (1...daily).map { ahead in
            let next = anchors.firstIndex { $0.ahead >= ahead } ?? anchors.count - 1
            let before = max(0, anchors[next].ahead > ahead ? next - 1 : next)
            return anchors[before].towards(anchors[next], ahead: ahead).quantiles(usual: shape[ahead - 1])
        }
    }

    /// What there was at the same time of the seven days before, and what events will make of it.
    private func usual(_ ahead: Int) -> Double {
        let daily = model.grid.daily
        let known = (1...7).compactMap { history.count(age: $0 * daily - ahead) }
        let usual = known.isEmpty ? history.count(age: 0) ?? 0 : known.reduce(0, +) / Double(known.count)
        return events?.raised(usual, bin: latest + Int64(ahead)) ?? usual
    }

    /// How a forecast compares with the shape, as logarithms of ratios.
    private struct Anchor {
        let ahead: Int
        /// Of the median to the shape, then of each bound to the median.
        let ratios: SIMD8<Double>

        init(ahead: Int, _ forecast: Quantiles, usual: Double) {
            self.ahead = ahead
            func ratio(_ bound: Double, _ to: Double) -> Double { .log((bound + 1) / (to + 1)) }
            let median = forecast.p50
            ratios = SIMD8(
                ratio(median, usual), ratio(forecast.p10, median), ratio(forecast.p90, median),
                ratio(forecast.p95, median), ratio(forecast.p99, median), 0, 0, 0)
        }

        private init(ahead: Int, ratios: SIMD8<Double>) {
            self.ahead = ahead
            self.ratios = ratios
        }

        func towards(_ next: Anchor, ahead: Int) -> Anchor {
            guard next.ahead > self.ahead else { return Anchor(ahead: ahead, ratios: next.ratios) }
            let part = Double.log(Double(ahead) / Double(self.ahead)) / .log(Double(next.ahead) / Double(self.ahead))
            return Anchor(ahead: ahead, ratios: ratios + part * (next.ratios - ratios))
        }

        func quantiles(usual: Double) -> Quantiles {
            let median = max(0, (usual + 1) * .exp(ratios[0]) - 1)
            func bound(_ index: Int) -> Double { max(0, (median + 1) * .exp(ratios[index]) - 1) }
            return Quantiles(p10: bound(1), p50: median, p90: bound(2), p95: bound(3), p99: bound(4))
        }
    }
}
