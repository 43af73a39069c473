/// The discrete Fourier transform of any length: X_k = Σ x_j e^(-2πi jk / n).
enum ComplexTransform {
    /// The length has no prime factor above 5.
    case split(SplitTransform)
    /// It has one.
    case chirp(ChirpTransform)

    /// - Parameter length: at least 1.
    init(length: Int) {
        self = SplitTransform(length: length).map { .split($0) } ?? .chirp(ChirpTransform(length: length))
    }

    /// Replaces the numbers, as many as the transform is long, by their transform.
    func transform(_ values: inout ComplexArray) {
        switch self {
        case .split(let split): split.transform(&values)
        case .chirp(let chirp): chirp.transform(&values)
        }
    }
}
