import RealModule

/// A network's view of one series: what it remembers, and what it forecasts.
struct RecurrentCells: Sendable {
    /// Steps that a network that was trained anew is shown, so that its cells know of the past.
    private static let replay = 24

    private(set) var model: RecurrentModel
    private var steps = 0
    private var past: RecurrentPast
    private var state: LSTMState
    private var features: [Float]
    /// The features of the latest steps: a ring.
    private var recent: [Float]

    init(_ model: RecurrentModel) {
        self.model = model
        past = RecurrentPast(daily: model.grid.daily)
        state = LSTMState(model.network.shape)
        features = [Float](repeating: 0, count: model.layout.inputs)
        recent = [Float](repeating: 0, count: Self.replay * model.layout.inputs)
    }

    /// Goes on with another network, which is shown the latest steps.
    ///
    /// - Throws: ``ForecastingError`` with `.badParameter` for one of other bins or horizons.
    mutating func adopt(_ other: RecurrentModel) throws(ForecastingError) {
        guard other.grid == model.grid, other.horizons == model.horizons else {
            throw ForecastingError(.badParameter, "the network has other bins or horizons than the one before")
        }
        model = other
        state = LSTMState(other.network.shape)
        for step in max(0, steps - Self.replay)..<steps {
            let start = step % Self.replay * features.count
            for index in features.indices { features[index] = recent[start + index] }
            advance()
        }
    }

    /// Takes in the next bin.
    mutating func append(_ outcome: Double?, bin: Int64) {
        past.append(outcome)
        model.layout.write(past, bin: bin, into: &features)
        let start = steps % Self.replay * features.count
        for index in features.indices { recent[start + index] = features[index] }
        advance()
        steps += 1
    }

    /// The count that is forecast at the horizon of an index.
    func median(_ index: Int) -> Double {
        // Of series that are never used the network was shown none.
        if past.isSilent { return 0 }
        // A factor of 400 up or down.
        let relative = min(max(model.unit * state[index], -6), 6)
        return max(0, .expMinusOne(Double(past.level + relative)))
    }

    /// Shows the network the features.
    private mutating func advance() {
        for index in features.indices { features[index] *= model.factors[index] }
        Self.step(&state, model.network, features)
    }

    private static func step(_ state: inout LSTMState, _ network: LSTMNetwork, _ features: [Float]) {
        state.step(network, features.span)
    }
}
