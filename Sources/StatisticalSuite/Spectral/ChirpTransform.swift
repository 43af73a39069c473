/// A Fourier transform of any length n by Bluestein's way (1970): jk = (j² + k² - (k - j)²) / 2 makes it a convolution with
/// the chirp e^(πi j² / n), which a transform of another length computes.
struct ChirpTransform {
    private let length: Int
    /// How many of the first X_k are wanted.
    private let outputs: Int
    /// Long enough that the convolution's ends do not meet in these.
    private let inner: SplitTransform

    /// - Parameters:
    ///   - length: n, at least 1.
    ///   - outputs: 1...n.
    init(length: Int, outputs: Int) {
        self.length = length
        self.outputs = outputs
        inner = SplitTransform(atLeast: length + outputs - 1)
    }

    /// Replaces the first numbers by the outputs; the others keep what they hold.
    func transform(_ values: inout [ComplexNumber]) {
        let roots = RootsOfUnity(order: 2 * length)
        var signal = [ComplexNumber](repeating: .zero, count: inner.length)
        var chirp = signal
        for j in 0..<length {
            let root = roots[j * j % (2 * length)]
            signal[j] = values[j] * root
            if j < outputs { chirp[j] = root.conjugate }
            // The chirp of -j, which is the same.
            if j > 0 { chirp[inner.length - j] = root.conjugate }
        }
        inner.transform(&signal)
        inner.transform(&chirp)
        // With real and imaginary parts exchanged before and after, the transform is its own inverse but for a factor.
        for k in signal.indices { signal[k] = (signal[k] * chirp[k]).exchanged }
        inner.transform(&signal)
        let scale = ComplexNumber(re: 1 / Double(inner.length), im: 0)
        for k in 0..<outputs { values[k] = signal[k].exchanged * roots[k * k % (2 * length)] * scale }
    }
}
