/// Trains a ``PanelForecaster`` in two passes: models that have not seen the last steps give the updates (early
/// stopping), the weights and the calibration; models of all data do the forecasting.
package struct PanelTraining: Sendable {
    /// What is trained, and how.
    package let plan: PanelPlan

    /// Takes a plan, which ``train(_:report:)`` checks.
    package init(_ plan: PanelPlan) { self.plan = plan }

    /// - Parameters:
    ///   - values: the series, oldest first.
    ///   - report: is told what has been done; for a log.
    /// - Throws: ``ForecastingError`` for series that cannot be learnt from or a plan that cannot be followed.
    package func train(
        _ values: [[Double]], report: @Sendable (String) -> Void = { _ in }
    ) async throws(ForecastingError) -> PanelForecaster {
        guard let greatest = plan.origins.max(), plan.levels.contains(0.5), !plan.recipes.isEmpty else {
            throw ForecastingError(.badParameter, "training needs an origin, a recipe and the median among the levels")
        }
        let needed = plan.lags + plan.season + plan.horizon + greatest
        guard values.contains(where: { $0.count >= needed }) else {
            throw ForecastingError(
                .tooShort, "none of \(values.count) series has the \(needed) values that training needs")
        }
        var panel: [PanelSeries] = []
        for series in values { panel.append(try PanelSeries(series, season: plan.season)) }
        var stops: [Int] = []
        var validated: [NetworkMember] = []
        for recipe in plan.recipes.indices {
            let result = try await network(panel, recipe, copy: 0, withheld: greatest, stop: nil)
            validated.append(member(result.network, recipe))
            stops.append(result.updates)
            report("recipe \(recipe): \(result.updates) updates, losses \(result.validations)")
        }
        let early = try await linear(panel, withheld: greatest)
        report("linear model validated")
        let validation = try await validate(
            panel,
            PanelMembers(
                linear: early, ridge: plan.adaptation.ridge, stride: plan.stride, networks: validated,
                horizon: plan.horizon, levels: plan.levels.count, median: plan.median))
        report(
            "weights \(validation.weights.quiet.values) \(validation.weights.noisy.values), factors \(validation.calibration.factors)"
        )
        var networks: [NetworkMember] = []
        for (recipe, stop) in stops.enumerated() {
            for copy in 0..<plan.recipes[recipe].copies {
                let result = try await network(panel, recipe, copy: copy + 1, withheld: 0, stop: stop)
                networks.append(member(result.network, recipe))
            }
            report("recipe \(recipe) trained")
        }
        let late = try await linear(panel, withheld: 0)
        return try PanelForecaster(
            season: plan.season, horizon: plan.horizon, levels: plan.levels, linear: late,
            ridge: plan.adaptation.ridge, stride: plan.stride, networks: networks, weights: validation.weights,
            calibration: validation.calibration)
    }

    private func member(_ network: LSTMNetwork, _ recipe: Int) -> NetworkMember {
        NetworkMember(
            network: network, window: plan.recipes[recipe].window, steps: plan.recipes[recipe].plan.steps,
            recipe: recipe)
    }

    private func linear(_ panel: [PanelSeries], withheld: Int) async throws(ForecastingError) -> GlobalLinearModel {
        var fit = plan.linear
        fit.tasks = plan.tasks
        return try await fit.fit(
            WindowRegression(
                panel, lags: plan.lags, horizon: plan.horizon, withheld: withheld, stride: plan.stride))
    }

    /// One network: validated at the origins when some steps are withheld, else trained to `stop`.
    private func network(
        _ panel: [PanelSeries], _ recipe: Int, copy: Int, withheld: Int, stop: Int?
    ) async throws(ForecastingError) -> LSTMTrainingResult {
        let chosen = plan.recipes[recipe]
        let sequences = DailySequences(
            panel, window: chosen.window, horizon: plan.horizon, withheld: withheld, noise: chosen.noise,
            jitter: chosen.jitter)
        let shape = try LSTMShape(
            inputs: sequences.inputs, hidden: chosen.hidden, outputs: plan.horizon * plan.levels.count)
        var training = chosen.plan
        training.stop = stop
        training.tasks = plan.tasks
        training.seed &+= UInt64(copy)
        let trainer = try LSTMTrainer(
            plan: training, loss: try PinballLoss(levels: plan.levels), source: sequences)
        let validation =
            withheld == 0
            ? [] : plan.origins.map { sequences.ends(back: $0, shape: shape, steps: training.steps) }
        return await trainer.train(
            LSTMNetwork(shape: shape, seed: training.seed), validation: validation, targetCount: plan.horizon)
    }

    /// Weights and calibration from forecasts at the origins.
    private func validate(
        _ panel: [PanelSeries], _ members: PanelMembers
    ) async throws(ForecastingError) -> (weights: ClassWeights, calibration: IntervalCalibration) {
        let threshold = panel.map(\.scale).sorted()[panel.count / 2]
        var classes = [ValidationCases(), ValidationCases()]
        var all: [MemberForecasts] = []
        for back in plan.origins {
            let forecasts = await members.forecasts(panel, back: back, tasks: plan.tasks)
            for (index, item) in panel.enumerated() {
                classes[item.scale >= threshold ? 1 : 0].add(
                    item, index, forecasts, back: back, horizon: plan.horizon)
            }
            all.append(forecasts)
        }
        // A panel of one class has no other to learn from.
        let noisy = try classes[1].weights()
        let quiet = classes[0].truth.isEmpty ? noisy : try classes[0].weights()
        let weights = ClassWeights(threshold: threshold, quiet: quiet, noisy: noisy)
        var joined: [QuantileForecast] = []
        var truth: [[Float]] = []
        for (back, forecasts) in zip(plan.origins, all) {
            for (index, item) in panel.enumerated() {
                joined.append(
                    forecasts.joined(index, weights: weights.weights(for: item), median: plan.median))
                truth.append(item.differences(after: item.levels.count - back, horizon: plan.horizon))
            }
        }
        let calibration = IntervalCalibration(
            forecasts: joined, truth: truth, levels: plan.levels, median: plan.median,
            strength: plan.calibrationStrength)
        return (weights, calibration)
    }
}
