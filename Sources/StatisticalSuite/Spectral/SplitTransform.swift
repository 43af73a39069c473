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

    /// The transform of one number.
    static let ofOne = SplitTransform(rows: [], columns: [], roots: RootsOfUnity(order: 1))

    private init(rows: [Int], columns: [Int], roots: RootsOfUnity) {
        columnTransform = StockhamTransform(radices: rows)
        rowTransform = StockhamTransform(radices: columns)
        self.roots = roots
    }

    /// Nil for a length with a prime factor above 5.
    ///
    /// - Parameter length: at least 1.
    init?(length: Int) {
        guard let radices = StockhamTransform.radices(of: length) else { return nil }
        // The side nearest to the square root from below that divides the length.
        var side = 1
        while (side + 1) * (side + 1) <= length { side += 1 }
        while length % side != 0 { side -= 1 }
        guard let rows = StockhamTransform.radices(of: side),
            let columns = StockhamTransform.radices(of: length / side)
        else {
            self.init(rows: [], columns: radices, roots: RootsOfUnity(order: length))
            return
        }
        self.init(rows: rows, columns: columns, roots: RootsOfUnity(order: length))
    }

    func transform(_ values: inout ComplexArray) {
        var batch = TransformBatch(length: max(rows, columns))
        for column in stride(from: 0, to: columns, by: TransformBatch.width) {
            let width = min(TransformBatch.width, columns - column)
            for row in 0..<rows { batch.load(row, from: values, at: row * columns + column, step: 1, width: width) }
            columnTransform.transform(&batch)
            for row in 0..<rows {
                batch.turn(row, by: roots, power: row * column, step: row, width: width)
                batch.store(row, to: &values, at: row * columns + column, width: width)
            }
        }
        var result = ComplexArray(count: rows * columns)
        for row in stride(from: 0, to: rows, by: TransformBatch.width) {
            let width = min(TransformBatch.width, rows - row)
            for column in 0..<columns {
                batch.load(column, from: values, at: row * columns + column, step: columns, width: width)
            }
            rowTransform.transform(&batch)
            for column in 0..<columns { batch.store(column, to: &result, at: column * rows + row, width: width) }
        }
        values = result
    }
}
