/// How large a network of a ``RecurrentForecaster`` is, and how it is trained.
package struct RecurrentRecipe: Equatable, Sendable {
    /// Cells; a multiple of eight.
    package var cells: Int
    package var plan: LSTMTrainingPlan

    package init(cells: Int, plan: LSTMTrainingPlan) {
        self.cells = cells
        self.plan = plan
    }

    /// A small network, which one series is enough for, and a larger one, which takes many.
    package static let standard: [RecurrentRecipe] = {
        var plan = LSTMTrainingPlan()
        plan.steps = 24
        plan.decay = 0.001
        plan.patience = 12
        plan.updates = 1200
        plan.rate = 1e-3
        plan.interval = 25
        let small = RecurrentRecipe(cells: 8, plan: plan)
        plan.sequences = 32
        plan.updates = 3000
        plan.rate = 4e-3
        plan.interval = 50
        return [small, RecurrentRecipe(cells: 32, plan: plan)]
    }()
}
