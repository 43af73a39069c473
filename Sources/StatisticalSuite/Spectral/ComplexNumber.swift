/// A complex number.
struct ComplexNumber {
    var re: Double
    var im: Double

    @inline(__always)
    static func * (left: Self, right: Self) -> Self {
        ComplexNumber(re: left.re * right.re - left.im * right.im, im: left.re * right.im + left.im * right.re)
    }
}

/// Complex numbers, 16 bytes each.
struct ComplexArray {
    var re: [Double]
    var im: [Double]

    init(count: Int) {
        re = Array(repeating: 0, count: count)
        im = Array(repeating: 0, count: count)
    }
}
