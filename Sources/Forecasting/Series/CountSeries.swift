/// Counts of one key at equal intervals, from a first bin on. A missing bin is nil, which is not zero.
package struct CountSeries: Sendable {
    package let grid: TimeGrid
    /// The number of the first bin.
    package let first: Int64
    /// One element a bin.
    package var counts: [Double?]

    package init(grid: TimeGrid, first: Int64, counts: [Double?]) {
        self.grid = grid
        self.first = first
        self.counts = counts
    }
}
