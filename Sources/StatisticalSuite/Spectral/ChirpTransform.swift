/// A Fourier transform of any length n by Bluestein's way (1970): jk = (j² + k² - (k - j)²) / 2 makes it a convolution with
/// the chirp e^(πi j² / n), which a transform of another length computes.
struct ChirpTransform {
    private let length: Int
    /// Of at least 2n - 1 numbers, so that the convolution's ends do not meet.
    private let inner: SplitTransform
    private let innerLength: Int

    /// - Parameter length: n, at least 1.
    init(length: Int) {
        var innerLength = 2 * length - 1
        var inner = SplitTransform(length: innerLength)
        while inner == nil {
            innerLength += 1
            inner = SplitTransform(length: innerLength)
        }
        self.length = length
        self.innerLength = innerLength
        self.inner = inner ?? SplitTransform.ofOne
    }

    func transform(_ values: inout ComplexArray) {
        let roots = RootsOfUnity(order: 2 * length)
        var signal = ComplexArray(count: innerLength)
        var chirp = ComplexArray(count: innerLength)
        for j in 0..<length {
            let root = roots[j * j % (2 * length)]
            let product = ComplexNumber(re: values.re[j], im: values.im[j]) * root
            (signal.re[j], signal.im[j]) = (product.re, product.im)
            (chirp.re[j], chirp.im[j]) = (root.re, -root.im)
            // The chirp of -j, which is the same.
            if j > 0 { (chirp.re[innerLength - j], chirp.im[innerLength - j]) = (root.re, -root.im) }
        }
        inner.transform(&signal)
        inner.transform(&chirp)
        // With real and imaginary parts exchanged before and after, the transform is its own inverse but for a factor.
        for k in 0..<innerLength {
            let product =
                ComplexNumber(re: signal.re[k], im: signal.im[k]) * ComplexNumber(re: chirp.re[k], im: chirp.im[k])
            (signal.re[k], signal.im[k]) = (product.im, product.re)
        }
        inner.transform(&signal)
        let scale = 1 / Double(innerLength)
        for k in 0..<length {
            let product =
                ComplexNumber(re: signal.im[k] * scale, im: signal.re[k] * scale) * roots[k * k % (2 * length)]
            (values.re[k], values.im[k]) = (product.re, product.im)
        }
    }
}
