import RealModule

/// The smoothings of one series: one for each horizon of a model.
struct HoltWintersStates: Sendable {
    private(set) var model: HoltWintersModel
    private var states: [HoltWintersState]

    init(_ model: HoltWintersModel) {
        self.model = model
        states = [HoltWintersState](repeating: HoltWintersState(model.grid), count: model.horizons.count)
    }

    /// Goes on with other parameters.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for a model of other bins or horizons.
    mutating func adopt(_ other: HoltWintersModel) throws(ForecastingError) {
        guard other.grid == model.grid,
            other.horizons.map(\.horizon) == model.horizons.map(\.horizon)
        else {
            throw ForecastingError(.badParameter, "the model has other bins or horizons than the one before")
        }
        model = other
    }

    /// Takes in the next bin.
    mutating func append(_ outcome: Double?, bin: Int64) {
        let value = outcome.map { Double.log(onePlus: $0) }
        for (index, horizon) in zip(states.indices, model.horizons) {
            states[index].append(value, bin: bin, horizon.parameters)
        }
    }

    /// The count that is forecast at the horizon of an index.
    func median(_ index: Int, target: Int64) -> Double {
        max(0, .expMinusOne(min(states[index].forecast(target, model.horizons[index]), 60)))
    }
}
