/// How one kind of an ensemble's networks is made. Kinds that differ err differently, which is what an average lives on.
package struct NetworkRecipe: Equatable, Sendable {
    /// Hours seen at each step.
    package var window: Int
    /// Cells of each layer.
    package var hidden: [Int]
    /// Standard deviation of the noise on inputs.
    package var noise: Float
    /// See ``DailySequences/jitter``.
    package var jitter: Float
    /// Networks of the kind in the ensemble, of different seeds.
    package var copies: Int
    /// How each copy is trained; copies add to its seed.
    package var plan: LSTMTrainingPlan

    /// A recipe of all its parts.
    package init(window: Int, hidden: [Int], noise: Float, jitter: Float, copies: Int, plan: LSTMTrainingPlan) {
        self.window = window
        self.hidden = hidden
        self.noise = noise
        self.jitter = jitter
        self.copies = copies
        self.plan = plan
    }
}
