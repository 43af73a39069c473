/// The rows of a direct autoregression on a panel: at each time of each series, its last seasonal differences as inputs
/// and the seasonal differences of the next hours as outputs.
package struct WindowRegression: Sendable {
    /// The panel.
    package let series: [PanelSeries]
    /// Seasonal differences looked back on.
    package let lags: Int
    /// Steps forecast.
    package let horizon: Int
    /// The last steps of each series that are not to be learnt from.
    package let withheld: Int
    /// One time in so many is used.
    package let stride: Int

    /// Blocks of eight regressors: the lags and a one.
    package var inputBlocks: Int { (lags + 1 + 7) / 8 }
    /// Blocks of eight steps ahead.
    package var outputBlocks: Int { (horizon + 7) / 8 }

    /// The rows of a panel for these lags and this horizon.
    package init(_ series: [PanelSeries], lags: Int, horizon: Int, withheld: Int, stride: Int) {
        self.series = series
        self.lags = lags
        self.horizon = horizon
        self.withheld = withheld
        self.stride = stride
    }

    /// The times of a series whose lags and targets are all known; each is the first step forecast.
    package func times(_ index: Int) -> StrideTo<Int> {
        let first = lags + series[index].season
        let last = series[index].levels.count - withheld - horizon
        // Counted from the end, so that the newest window is always among them.
        let begin = last < first ? first : first + (last - first) % stride
        return Swift.stride(from: begin, to: last + 1, by: stride)
    }

    /// Writes the regressors of a time: lags, newest first, and a one.
    package func writeInputs(_ index: Int, time: Int, into inputs: inout [Lanes], row: Int) {
        let differences = series[index].differences
        let start = row * inputBlocks
        inputs[start + inputBlocks - 1] = .zero
        for lag in 0..<lags { inputs[start + lag / 8][lag % 8] = differences[time - 1 - lag] }
        inputs[start + lags / 8][lags % 8] = 1
    }

    /// Writes the outputs of a time and returns the mean of their weights in the score.
    package func writeOutputs(_ index: Int, time: Int, into outputs: inout [Lanes], row: Int) -> Float {
        let item = series[index]
        var sum: Float = 0
        for k in 0..<horizon {
            let base = time + k % item.season - item.season
            outputs[row * outputBlocks + k / 8][k % 8] = item.levels[time + k] - item.levels[base]
            sum += item.weights[time + k]
        }
        return sum / Float(horizon)
    }
}
