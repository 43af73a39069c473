import RealModule

/// Sines and cosines of the time of day and of the week (Fourier terms).
package struct SeasonalTerms: Sendable {
    package static let ofDay = 8
    package static let ofWeek = 4
    /// Terms of one bin.
    package static let count = 2 * (ofDay + ofWeek)

    /// A week of terms, ``count`` for each bin from Monday 00:00 on.
    private let table: [Float]
    private let grid: TimeGrid

    package init(grid: TimeGrid) {
        self.grid = grid
        let weekly = 7 * grid.daily
        var table: [Float] = []
        table.reserveCapacity(weekly * Self.count)
        for phase in 0..<weekly {
            let day = 2 * Double.pi * Double(phase % grid.daily) / Double(grid.daily)
            let week = 2 * Double.pi * Double(phase) / Double(weekly)
            for (angle, terms) in [(day, Self.ofDay), (week, Self.ofWeek)] {
                for term in 1...terms {
                    table.append(Float(Double.cos(Double(term) * angle)))
                    table.append(Float(Double.sin(Double(term) * angle)))
                }
            }
        }
        self.table = table
    }

    /// The terms of a bin.
    package func terms(of bin: Int64) -> ArraySlice<Float> {
        let start = grid.phaseOfWeek(bin) * Self.count
        return table[start..<start + Self.count]
    }
}
