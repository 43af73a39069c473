/// Trains the network of a ``RecurrentForecaster``: on all series at once, judged by the last part of the past, in which
/// every bin is forecast from what lay its horizon before. What has the least loss there, how large a network after how many
/// updates, is then trained once more with nothing withheld.
package struct RecurrentTraining: Sendable {
    /// The part of the past that is for validation.
    private static let validationShare = 8
    private static let mostValidation = 256
    private static let leastDaysOfWeeks = 21

    /// Steps at a sequence's beginning whose outputs do not count.
    private static let warmUp = 6

    package var recipes = RecurrentRecipe.standard

    package init() {}

    /// - Throws: ``ForecastingError`` with `.tooShort`, or with `.badParameter` for a horizon that there is none of.
    package func fit(
        _ series: [CountSeries], end: Int, horizons: [Int], days: Int
    ) throws(ForecastingError) -> RecurrentModel {
        let grid = try series.commonGrid()
        try grid.check(horizons)
        let layout = RecurrentLayout(grid: grid, horizons: horizons, hasWeeks: days >= Self.leastDaysOfWeeks)
        var rows = zip(series, series.averages(end: end)).filter { $1 > 0 }.map { one, average in
            RecurrentRows(one, layout: layout, end: end, average: average)
        }
        let limit = end - max(end / Self.validationShare, min(2 * grid.daily, end / 4))
        let needed = 2 * grid.daily + (recipes.map(\.plan.steps).max() ?? 0)
        guard rows.contains(where: { min($0.count, limit) > needed }) else {
            throw ForecastingError(
                .tooShort, "\(end) bins before the first forecast are too few to train a network with, or all are zero")
        }
        let (factors, unit) = scale(&rows, first: grid.daily, limit: limit)
        var best: (recipe: RecurrentRecipe, result: LSTMTrainingResult, loss: Double)?
        for recipe in recipes {
            let result = try train(rows, layout, limit: limit, recipe, stop: nil)
            let loss = result.validations.min() ?? .infinity
            if loss < best?.loss ?? .infinity { best = (recipe, result, loss) }
        }
        guard let best else { throw ForecastingError(.badValue, "no training came to a finite loss") }
        let last = try train(rows, layout, limit: end, best.recipe, stop: best.result.updates)
        return RecurrentModel(
            layout: layout, network: last.network, factors: Array(factors.prefix(layout.inputs)), unit: unit,
            validations: best.result.validations)
    }

    /// - Parameters:
    ///   - limit: the bins from here on are not for training.
    ///   - stop: updates; nil to find out how many are best.
    private func train(
        _ rows: [RecurrentRows], _ layout: RecurrentLayout, limit: Int, _ recipe: RecurrentRecipe, stop: Int?
    ) throws(ForecastingError) -> LSTMTrainingResult {
        let sequences = RecurrentSequences(
            rows: rows,
            shape: try LSTMShape(inputs: layout.inputs, hidden: [recipe.cells], outputs: layout.horizons.count),
            targetCount: layout.horizons.count, horizons: layout.horizons, first: layout.grid.daily, limit: limit,
            warmUp: Self.warmUp)
        var plan = recipe.plan
        plan.stop = stop
        let trainer = try LSTMTrainer(
            plan: plan, loss: try PinballLoss(levels: [0.5]),
            source: sequences)
        let start = try RecurrentStart(sequences: sequences, layout: layout).network(seed: plan.seed)
        let validation = stop == nil ? sequences.validation(steps: plan.steps, most: Self.mostValidation) : []
        return trainer.trainAlone(start, validation: validation, targetCount: layout.horizons.count)
    }

    /// Brings features and targets to a deviation of about 1.
    ///
    /// - Returns: what features were multiplied by, and the targets' unit.
    private func scale(_ rows: inout [RecurrentRows], first: Int, limit: Int) -> (factors: [Float], unit: Float) {
        let blocks = rows[0].blocks
        var squares = [SIMD8<Double>](repeating: .zero, count: blocks)
        var count = 0.0
        var targets = 0.0
        var known = 0.0
        for one in rows {
            let width = one.targets.count / max(1, one.count)
            for row in first..<max(first, min(one.count, limit)) {
                for block in 0..<blocks {
                    let lanes = SIMD8<Double>(one.inputs[row * blocks + block])
                    squares[block] += lanes * lanes
                }
                count += 1
                for index in row * width..<(row + 1) * width where one.weights[index] > 0 {
                    targets += Double(abs(one.targets[index]))
                    known += 1
                }
            }
        }
        let factors = squares.map { square in
            let deviation = (square / max(1, count)).squareRoot()
            return Lanes((1 / deviation).replacing(with: 0, where: deviation .< 1e-4))
        }
        let unit = Float(max(targets / max(1, known), 1e-3))
        for index in rows.indices { rows[index].scale(factors, targets: 1 / unit) }
        return (factors.flatMap { block in (0..<8).map { block[$0] } }, unit)
    }
}
