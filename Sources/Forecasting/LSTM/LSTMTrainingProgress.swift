/// How far a training has come: the weights, their average, and the best of the averages.
struct LSTMTrainingProgress: Sendable {
    private let plan: LSTMTrainingPlan
    private let loss: PinballLoss
    private let validation: [LSTMShard]
    private let last: Int
    private var average: LSTMNetwork
    private var best: LSTMTrainingResult
    private var bestLoss = Double.infinity
    private var failures = 0
    private var adam: Adam
    private(set) var network: LSTMNetwork
    /// Updates so far.
    private(set) var update = 0

    init(_ plan: LSTMTrainingPlan, loss: PinballLoss, start: LSTMNetwork, validation: [LSTMShard]) {
        self.plan = plan
        self.loss = loss
        self.validation = validation
        last = min(plan.updates, plan.stop ?? plan.updates)
        network = start
        average = start
        best = LSTMTrainingResult(network: start, updates: 0, validations: [])
        adam = Adam(parameterBlocks: start.parameters.count, clip: plan.clip, decay: plan.decay)
    }

    /// No update is left, or validation has long stopped improving.
    var isDone: Bool { update >= last || failures >= plan.patience }

    /// What was made so far.
    var result: LSTMTrainingResult {
        guard validation.isEmpty else { return best }
        return LSTMTrainingResult(network: average, updates: update, validations: [])
    }

    /// Takes the next step down, and validates where it is time to.
    ///
    /// - Parameter gradient: of the mean loss.
    mutating func advance(_ gradient: [Lanes]) {
        adam.update(&network.parameters, by: gradient, rate: plan.rate(at: update))
        // A young average would remember the start for long: it begins with a short memory.
        let factor = min(plan.averaging, Float(update + 1) / Float(update + 10))
        average.parameters.blend(network.parameters, keeping: plan.averaging == 0 ? 0 : factor)
        update += 1
        guard !validation.isEmpty, update % plan.interval == 0 || update == last else { return }
        let value = LSTMValidation.loss(of: average, validation, loss)
        best.validations.append(value)
        if value < bestLoss {
            bestLoss = value
            best.network = average
            best.updates = update
            failures = 0
        } else {
            failures += 1
        }
    }
}
