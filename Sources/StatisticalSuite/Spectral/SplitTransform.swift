/// A Fourier transform of a length n = rows · columns without prime factors above 5, in two sweeps over memory: transforms
/// down the columns, multiplied by powers of the n-th root of unity, and then transforms along the rows (Bailey 1990).
///
/// Eight columns, then eight rows, are transformed together, which keeps the work in the nearest caches and all vectors
/// full.
struct SplitTransform {
    private let columnTransform: StockhamTransform
    private let rowTransform: StockhamTransform
    private let roots: RootsOfUnity

    private var rows: Int { columnTransform.length }
    private var columns: Int { rowTransform.length }

    /// n.
    var length: Int { rows * columns }

    /// Nil for a length with a prime factor above 5.
    ///
    /// - Parameter length: at least 1.
    init?(length: Int) {
        guard StockhamTransform.radices(of: length).rest == 1 else { return nil }
        self.init(dividing: length)
    }

    /// The shortest transform that is not shorter than this.
    init(atLeast length: Int) {
        var length = length
        while StockhamTransform.radices(of: length).rest > 1 { length += 1 }
        self.init(dividing: length)
    }

    private init(dividing length: Int) {
        // The side nearest to the square root from below that divides the length.
        var side = 1
        while (side + 1) * (side + 1) <= length { side += 1 }
        while length % side != 0 { side -= 1 }
        columnTransform = StockhamTransform(radices: StockhamTransform.radices(of: side).radices)
        rowTransform = StockhamTransform(radices: StockhamTransform.radices(of: length / side).radices)
        roots = RootsOfUnity(order: length)
    }

    func transform(_ values: inout [ComplexNumber]) {
        var batch = TransformBatch(length: max(rows, columns))
        for column in stride(from: 0, to: columns, by: TransformBatch.width) {
            let width = min(TransformBatch.width, columns - column)
            batch.load(rows, from: values, at: column, step: columns, laneStep: 1, width: width)
            columnTransform.transform(&batch)
            batch.turn(rows, by: roots, column: column, width: width)
            batch.store(rows, to: &values, at: column, step: columns, width: width)
        }
        var result = [ComplexNumber](repeating: .zero, count: length)
        for row in stride(from: 0, to: rows, by: TransformBatch.width) {
            let width = min(TransformBatch.width, rows - row)
            batch.load(columns, from: values, at: row * columns, step: 1, laneStep: columns, width: width)
            rowTransform.transform(&batch)
            batch.store(columns, to: &result, at: row, step: rows, width: width)
        }
        values = result
    }
}
