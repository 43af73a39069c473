import Forecasting
import Testing

@Suite("Inference with an LSTM")
struct LSTMInferenceTests {
    @Test("step by step gives the bits of the forward pass", arguments: [[8], [16, 8], [24, 8, 16]])
    func stepwise(hidden: [Int]) throws {
        let shape = try LSTMShape(inputs: 11, hidden: hidden, outputs: 9)
        let network = LSTMNetwork(shape: shape, seed: 5)
        var random = TrainingRandom(seed: 8)
        let features = (0..<7).map { _ in (0..<11).map { _ in 4 * random.uniform() - 2 } }
        var shard = LSTMShard(sequences: 4, steps: 7, shape: shape, targetCount: 9)
        for (step, row) in features.enumerated() {
            for (k, feature) in row.enumerated() {
                for place in 0..<4 { shard.inputs[(4 * step + place) * shape.inputBlocks + k / 8][k % 8] = feature }
            }
        }
        var workspace = LSTMWorkspace(shape: shape, sequences: 4, steps: 7)
        network.forward(shard, &workspace)
        var state = LSTMState(shape)
        for (step, row) in features.enumerated() {
            state.step(network, row.span)
            for output in 0..<9 {
                for place in 0..<4 {
                    let batch = workspace.lastOutputs[(4 * step + place) * shape.outputBlocks + output / 8][output % 8]
                    #expect(state[output].bitPattern == batch.bitPattern)
                }
            }
        }
    }
}
