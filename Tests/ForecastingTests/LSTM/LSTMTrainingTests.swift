import Forecasting
import Testing

@Suite("Training an LSTM")
struct LSTMTrainingTests {
    let shape: LSTMShape
    let example: LSTMExample
    var plan = LSTMTrainingPlan()

    init() throws {
        shape = try LSTMShape(inputs: 1, hidden: [16], outputs: 1)
        example = LSTMExample(shape: shape)
        plan.updates = 300
        plan.steps = 10
        plan.interval = 50
        plan.rate = 1e-2
    }

    func train(_ plan: LSTMTrainingPlan) async throws -> LSTMTrainingResult {
        let trainer = try LSTMTrainer(plan: plan, loss: try PinballLoss(levels: [0.5]), source: example)
        return await trainer.train(
            LSTMNetwork(shape: shape, seed: 4), validation: [example.shard(seed: 99)], targetCount: 1)
    }

    @Test("brings the validation loss far below that of an untrained network")
    func learns() async throws {
        let untrained = LSTMValidation.loss(
            of: LSTMNetwork(shape: shape, seed: 4), [example.shard(seed: 99)], try PinballLoss(levels: [0.5]))
        let result = try await train(plan)
        let best = try #require(result.validations.min())
        #expect(best < untrained / 5)
    }

    @Test("gives the same bits for a seed, whatever the number of tasks")
    func deterministic() async throws {
        var short = plan
        short.updates = 40
        let one = try await train(short)
        short.tasks = 4
        let four = try await train(short)
        #expect(one.network == four.network)
        short.seed += 1
        #expect(try await train(short).network != one.network)
    }

    @Test("stops early when validation does not improve, and keeps the best network")
    func stopsEarly() async throws {
        var hasty = plan
        hasty.rate = 0.5
        hasty.averaging = 0
        hasty.interval = 5
        hasty.patience = 3
        let result = try await train(hasty)
        #expect(result.validations.count < 60)
        let kept = LSTMValidation.loss(of: result.network, [example.shard(seed: 99)], try PinballLoss(levels: [0.5]))
        #expect(kept == result.validations.min())
    }

    @Test("refuses a plan that cannot be followed")
    func badPlan() {
        var bad = plan
        bad.shards = 0
        #expect(throws: ForecastingError(.badParameter, "")) {
            _ = try LSTMTrainer(plan: bad, loss: try PinballLoss(levels: [0.5]), source: example)
        }
        #expect(throws: ForecastingError(.badParameter, "")) { _ = try PinballLoss(levels: [1.5]) }
        #expect(throws: ForecastingError(.badParameter, "")) {
            _ = try LSTMShape(inputs: 1, hidden: [7], outputs: 1)
        }
    }
}
