/// Two complex numbers side by side, of two transforms that are computed together.
struct ComplexPair {
    var re: SIMD2<Double>
    var im: SIMD2<Double>

    static let zero = ComplexPair(re: .zero, im: .zero)

    @inline(__always)
    static func + (left: Self, right: Self) -> Self { ComplexPair(re: left.re + right.re, im: left.im + right.im) }

    @inline(__always)
    static func - (left: Self, right: Self) -> Self { ComplexPair(re: left.re - right.re, im: left.im - right.im) }

    @inline(__always)
    static func * (left: Self, right: Double) -> Self { ComplexPair(re: left.re * right, im: left.im * right) }

    @inline(__always)
    static func * (left: Self, right: ComplexNumber) -> Self {
        ComplexPair(
            re: left.re * right.re - left.im * right.im,
            im: left.re * right.im + left.im * right.re)
    }

    @inline(__always)
    static func * (left: Self, right: Self) -> Self {
        ComplexPair(
            re: left.re * right.re - left.im * right.im,
            im: left.re * right.im + left.im * right.re)
    }

    /// -i times the numbers.
    @inline(__always)
    var turned: Self { ComplexPair(re: im, im: -re) }
}
