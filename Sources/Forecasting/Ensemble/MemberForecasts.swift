/// What the members of an ensemble forecast for a panel, before they are joined.
struct MemberForecasts: Sendable {
    /// [network][series].
    let networks: [[QuantileForecast]]
    /// The recipe of each network.
    let recipes: [Int]
    /// [series][step].
    let linear: [[Float]]
    /// [series][step].
    let smoothing: [[Float]]
    let median: Int

    /// How many recipes there are.
    var recipeCount: Int { (recipes.max() ?? -1) + 1 }

    /// How many members share the weights: recipes, linear model, smoothing, seasonal naive.
    var memberCount: Int { recipeCount + 3 }

    /// The mean quantiles of a recipe's networks.
    func recipe(_ recipe: Int, _ series: Int) -> QuantileForecast {
        let chosen = networks.indices.filter { recipes[$0] == recipe }
        var sum = networks[chosen[0]][series]
        for network in chosen.dropFirst() {
            for (level, values) in networks[network][series].values.enumerated() {
                for (k, value) in values.enumerated() { sum.values[level][k] += value }
            }
        }
        for level in sum.values.indices {
            for k in sum.values[level].indices { sum.values[level][k] /= Float(chosen.count) }
        }
        return sum
    }

    /// A member's medians for a series.
    func medians(_ member: Int, _ series: Int) -> [Float] {
        if member < recipeCount { return recipe(member, series).values[median] }
        switch member - recipeCount {
        case 0: return linear[series]
        case 1: return smoothing[series]
        default: return linear[series].map { _ in 0 }
        }
    }

    /// The ensemble's forecast before calibration: the members' medians by their weights, and around them the
    /// quantiles of the networks, by the weights of their recipes.
    func joined(_ series: Int, weights: ConvexWeights, median: Int) -> QuantileForecast {
        let networkWeight = max(1e-9, weights.values[..<recipeCount].reduce(0, +))
        var result = recipe(0, series)
        for level in result.values.indices {
            for k in result.values[level].indices { result.values[level][k] = 0 }
        }
        var middle = result.values[median]
        for member in 0..<memberCount {
            let weight = weights.values[member]
            let medians = medians(member, series)
            for k in middle.indices { middle[k] += Float(weight) * medians[k] }
            guard member < recipeCount else { continue }
            // With no weight on any network their plain mean gives the widths.
            let share = networkWeight > 1e-6 ? weight / networkWeight : 1 / Double(recipeCount)
            let quantiles = recipe(member, series).values
            for level in quantiles.indices {
                for k in quantiles[level].indices {
                    result.values[level][k] += Float(share) * (quantiles[level][k] - quantiles[median][k])
                }
            }
        }
        for level in result.values.indices {
            for k in middle.indices { result.values[level][k] += middle[k] }
        }
        return result
    }
}
