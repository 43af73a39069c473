/// What a ``DirectExpert`` is fitted to.
package struct ExpertRecipe: Hashable, Sendable {
    package let scale: CountScale
    /// The days before that it looks at.
    package let days: [Int]
    /// The power of the count by which errors of logarithms weigh: 1 makes them errors of counts, 0 of ratios.
    package let emphasis: Double

    /// Looks at weekdays.
    package var hasWeeks: Bool { days.contains(7) }

    /// Every scale with every set of days. A model of weeks needs three of them to learn from.
    package static func all(trainingDays: Int) -> [ExpertRecipe] {
        LagPlan.daySets.filter { !$0.contains(7) || trainingDays >= 21 }.flatMap { days in
            [
                ExpertRecipe(scale: .logarithm, days: days, emphasis: 0.5),
                ExpertRecipe(scale: .logarithm, days: days, emphasis: 1),
                ExpertRecipe(scale: .root, days: days, emphasis: 1),
                ExpertRecipe(scale: .count, days: days, emphasis: 1),
            ]
        }
    }
}
