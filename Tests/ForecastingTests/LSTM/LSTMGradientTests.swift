import Forecasting
import Testing

@Suite("The gradient of the LSTM")
struct LSTMGradientTests {
    @Test("agrees with finite differences, for one layer and for two", arguments: [[8], [16], [8, 16]])
    func finiteDifferences(hidden: [Int]) throws {
        let loss = try PinballLoss(levels: [0.1, 0.5, 0.9], importance: [1, 2, 1])
        let shape = try LSTMShape(inputs: 5, hidden: hidden, outputs: 6)
        var network = LSTMNetwork(shape: shape, seed: 7)
        var random = TrainingRandom(seed: 3)
        var shard = LSTMShard(sequences: 5, steps: 6, shape: shape, targetCount: 2)
        for row in 0..<30 {
            for column in 0..<5 { shard.inputs[row][column] = 2 * random.uniform() - 1 }
            for k in 0..<2 {
                // Far from the outputs, so that no difference steps over a kink of the loss.
                shard.targets[2 * row + k] = random.uniform() < 0.5 ? 40 : -40
                shard.weights[2 * row + k] = row < 5 ? 0 : random.uniform() / 40
            }
        }
        var workspace = LSTMWorkspace(shape: shape, sequences: 5, steps: 6)
        var gradient = [Lanes](repeating: .zero, count: shape.parameterBlocks)
        func value(_ network: LSTMNetwork) -> Double {
            var unused = gradient
            return network.gradient(
                of: shard, loss: loss, transposes: LSTMTransposes(network), workspace: &workspace, into: &unused)
        }
        _ = network.gradient(
            of: shard, loss: loss, transposes: LSTMTransposes(network), workspace: &workspace, into: &gradient)
        let step: Float = 1.0 / 64
        var checked = 0
        for index in gradient.indices {
            let lane = index % 8
            let analytic = Double(gradient[index][lane])
            if analytic == 0 { continue }
            let kept = network
            network.nudge(index, lane, by: step)
            let up = value(network)
            network = kept
            network.nudge(index, lane, by: -step)
            let down = value(network)
            network = kept
            let numeric = (up - down) / Double(2 * step)
            #expect(abs(numeric - analytic) < 2e-3 * max(0.05, abs(analytic)), "parameter \(index).\(lane)")
            checked += 1
        }
        #expect(checked > shape.parameterBlocks / 2)
    }
}
