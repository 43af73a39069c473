internal import RealModule

/// How an ``LSTMNetwork`` is trained.
package struct LSTMTrainingPlan: Equatable, Sendable {
    /// Updates at most.
    package var updates = 2000
    /// Stops here, with the rates of the whole plan: what early stopping found with some data withheld, for a training
    /// with all of them. None for all updates.
    package var stop: Int?
    /// Shards a minibatch, whose gradients are added in their order.
    package var shards = 4
    /// Sequences a shard.
    package var sequences = 8
    /// Steps of a sequence.
    package var steps = 16
    /// The greatest learning rate, reached after a twentieth of the updates; it falls to 0 along a cosine (Loshchilov and
    /// Hutter, 2017).
    package var rate: Float = 2e-3
    /// The greatest norm of a gradient.
    package var clip: Float = 1
    /// Weight decay of ``Adam``.
    package var decay: Float = 0.01
    /// Weights are averaged with this factor an update (Polyak and Juditsky, 1992); the averages are what is validated
    /// and kept. 0 switches it off.
    package var averaging: Float = 0.99
    /// Updates between two validations.
    package var interval = 100
    /// Validations without improvement after which training stops.
    package var patience = 10
    /// Tasks at the same time; does not change the result.
    package var tasks = 2
    /// Determines the sequences chosen.
    package var seed: UInt64 = 1

    /// The plan of the numbers above, to be changed one by one.
    package init() {}

    /// The learning rate of an update.
    func rate(at update: Int) -> Float {
        let warm = max(1, updates / 20)
        if update < warm { return rate * Float(update + 1) / Float(warm) }
        let progress = Float(update - warm) / Float(max(1, updates - warm))
        return rate * 0.5 * (1 + Float.cos(.pi * progress))
    }

    /// - Throws: ``ForecastingError`` with `.badParameter` for numbers that no training can have.
    func check() throws(ForecastingError) {
        guard updates > 0, shards > 0, sequences > 0, steps > 0, interval > 0, patience > 0, tasks > 0 else {
            throw ForecastingError(.badParameter, "a training plan counts in positive numbers")
        }
        guard rate > 0, rate.isFinite, clip > 0, decay >= 0, (0..<1).contains(averaging) else {
            throw ForecastingError(.badParameter, "rate and clip are positive, averaging is in 0..<1")
        }
    }
}
