/// Everything that the forecasts of keys on one grid have in common: a value that they share.
package struct KeyModel: Sendable {
    package let grid: TimeGrid
    package let horizons: [HorizonModel]

    /// Bins that are remembered of a key: a week and a day.
    static func memory(_ grid: TimeGrid) -> Int { 8 * grid.daily }
}
