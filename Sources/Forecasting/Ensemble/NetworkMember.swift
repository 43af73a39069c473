/// A trained network of an ensemble, with what its inputs are.
package struct NetworkMember: Equatable, Sendable {
    /// The trained weights.
    package let network: LSTMNetwork
    /// Hours seen at each step.
    package let window: Int
    /// Steps of a sequence.
    package let steps: Int
    /// Which of the recipes it was trained by: their weights are for all networks of a recipe together.
    package let recipe: Int

    /// Joins a network with what its inputs are.
    package init(network: LSTMNetwork, window: Int, steps: Int, recipe: Int) {
        self.network = network
        self.window = window
        self.steps = steps
        self.recipe = recipe
    }

    /// Whether the network has as many inputs and outputs as it needs here.
    func fits(horizon: Int, levels: Int) -> Bool {
        (1...8760).contains(window) && (1...64).contains(steps)
            && network.shape.inputs == DailySequences.inputs(window: window)
            && network.shape.outputs == horizon * levels
    }

    /// Forecasts all series of a panel at once.
    ///
    /// - Parameters:
    ///   - panel: the series.
    ///   - horizon: steps ahead.
    ///   - levels: quantiles the network was trained for.
    ///   - back: steps before the series' ends at which the forecast is made.
    package func forecast(_ panel: [PanelSeries], horizon: Int, levels: Int, back: Int) -> [QuantileForecast] {
        let shape = network.shape
        var forecasts: [QuantileForecast] = []
        // Some series at a time, so that the activations stay small.
        for start in stride(from: 0, to: panel.count, by: 64) {
            let part = DailySequences(
                Array(panel[start..<min(start + 64, panel.count)]), window: window, horizon: horizon, withheld: 0)
            let shard = part.ends(back: back, shape: shape, steps: steps)
            var workspace = LSTMWorkspace(shape: shape, sequences: shard.sequences, steps: steps)
            network.forward(shard, &workspace)
            for index in 0..<shard.sequences {
                let row = ((steps - 1) * shard.sequences + index) * shape.outputBlocks
                let values = (0..<levels).map { level in
                    (0..<horizon).map { k in
                        let column = k * levels + level
                        return workspace.lastOutputs[row + column / 8][column % 8]
                    }
                }
                forecasts.append(QuantileForecast(values: values))
            }
        }
        return forecasts
    }
}
