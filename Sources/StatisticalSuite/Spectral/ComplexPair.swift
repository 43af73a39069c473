/// Two complex numbers side by side, of two transforms that are computed together.
struct ComplexPair {
    var re: SIMD2<Double>
    var im: SIMD2<Double>

    @inline(__always)
    init(re: SIMD2<Double>, im: SIMD2<Double>) {
        self.re = re
        self.im = im
    }

    @inline(__always)
    init(_ first: ComplexNumber, _ second: ComplexNumber) {
        re = SIMD2(first.re, second.re)
        im = SIMD2(first.im, second.im)
    }

    static let zero = ComplexPair(re: .zero, im: .zero)

    @inline(__always)
    var first: ComplexNumber { ComplexNumber(re: re[0], im: im[0]) }

    @inline(__always)
    var second: ComplexNumber { ComplexNumber(re: re[1], im: im[1]) }

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
