/// What all series of a ``SeasonalNaive`` share: no more than their grid and horizons.
package struct SeasonalNaiveModel: Hashable, Sendable {
    package let grid: TimeGrid
    /// Bins ahead.
    package let horizons: [Int]
}
