/// What all keys share of one horizon: its experts, each a linear model of its own.
package struct HorizonModel: Sendable {
    /// Bins ahead.
    package let horizon: Int
    let regressors: Regressors
    let experts: [DirectExpert]

    /// The experts, and the seasonal naive forecasts of a day and of a week.
    package var memberCount: Int { experts.count + 2 }
}
