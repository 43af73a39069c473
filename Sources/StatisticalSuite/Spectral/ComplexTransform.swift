/// The discrete Fourier transform of any length: X_k = Σ x_j e^(-2πi jk / n).
enum ComplexTransform {
    /// The length has no prime factor above 5.
    case split(SplitTransform)
    /// It has one.
    case chirp(ChirpTransform)

    /// - Parameters:
    ///   - length: at least 1.
    ///   - outputs: how many of the first X_k are wanted, 1...length.
    init(length: Int, outputs: Int) {
        let split = SplitTransform(length: length)
        self = split.map { .split($0) } ?? .chirp(ChirpTransform(length: length, outputs: outputs))
    }

    /// Replaces the first of the numbers, as many as the transform is long, by the outputs.
    func transform(_ values: inout [ComplexNumber]) {
        switch self {
        case .split(let split): split.transform(&values)
        case .chirp(let chirp): chirp.transform(&values)
        }
    }
}
