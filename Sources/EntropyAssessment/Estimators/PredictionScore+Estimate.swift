import RealModule

extension PredictionScore {
    /// The min-entropy that a predictor's record leaves: from all of its predictions and from its longest run (6.3.7,
    /// steps 5 to 8, and the same of the other predictors).
    ///
    /// - Parameters:
    ///   - predictions: N, how many were made, or could have been.
    ///   - alphabet: k.
    func estimate(predictions: Int, alphabet: Int) -> Estimate {
        let count = Double(predictions)
        let global = Double(correct) / count
        let globalBound =
            correct > 0
            ? Estimate.upperBound(global, count: predictions) : -Double.expMinusOne(Double.log(0.01) / count)
        var figures = [
            Figure("C", correct), Figure("r", longestRun + 1), Figure("N", predictions), Figure("P_global", global),
            Figure("P_global'", globalBound),
        ]
        var probability = max(1 / Double(alphabet), globalBound)
        let runs = RunProbability(length: longestRun + 1, trials: predictions)
        if probability < 1, runs.logarithmOfNone(probability) > RunProbability.target {
            let local = runs.probability(above: probability)
            figures.append(Figure("P_local", local))
            probability = max(probability, local)
        }
        return Estimate(figures, minEntropy: Estimate.bits(probability))
    }
}
