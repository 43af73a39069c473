/// A Fourier transform of a length without prime factors above 5, for a batch at once: Stockham's steps, which need no
/// reordering (Van Loan, Computational Frameworks for the Fast Fourier Transform, section 1.7), of radix 4, 5, 3 and 2.
struct StockhamTransform {
    let length: Int
    let radices: [Int]
    /// e^(-2πi k / length).
    let roots: [ComplexNumber]

    /// - Parameter radices: whose product is the length.
    init(radices: [Int]) {
        let length = radices.reduce(1, *)
        self.length = length
        self.radices = radices
        roots = (0..<length).map { RootsOfUnity.root($0, length) }
    }

    /// The radices of a length, and the product of its prime factors above 5.
    static func radices(of length: Int) -> (radices: [Int], rest: Int) {
        var rest = length
        var radices: [Int] = []
        for radix in [5, 4, 3, 2] {
            while rest % radix == 0 {
                radices.append(radix)
                rest /= radix
            }
        }
        return (radices, rest)
    }

    /// Replaces the batch's numbers by their transforms.
    func transform(_ batch: inout TransformBatch) {
        // How many transforms of the remaining length there are by now.
        var count = 1
        for radix in radices {
            let step = StockhamStep(radix: radix, count: count, length: length)
            perform(step, radix, batch.numbers, &batch.spare)
            swap(&batch.numbers, &batch.spare)
            count *= radix
        }
    }

    private func perform(_ step: StockhamStep, _ radix: Int, _ numbers: [ComplexPair], _ results: inout [ComplexPair]) {
        let x = numbers.span
        var y = results.mutableSpan
        switch radix {
        case 2: step.two(x, &y, roots)
        case 3: step.three(x, &y, roots)
        case 4: step.four(x, &y, roots)
        default: step.five(x, &y, roots)
        }
    }
}
