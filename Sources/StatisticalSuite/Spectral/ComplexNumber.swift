/// A complex number, of 16 bytes.
struct ComplexNumber {
    var re: Double
    var im: Double

    static let zero = ComplexNumber(re: 0, im: 0)

    /// The square of the magnitude.
    var square: Double { re * re + im * im }

    /// The number with real and imaginary part exchanged.
    var exchanged: ComplexNumber { ComplexNumber(re: im, im: re) }

    var conjugate: ComplexNumber { ComplexNumber(re: re, im: -im) }

    @inline(__always)
    static func * (left: Self, right: Self) -> Self {
        ComplexNumber(re: left.re * right.re - left.im * right.im, im: left.re * right.im + left.im * right.re)
    }
}
