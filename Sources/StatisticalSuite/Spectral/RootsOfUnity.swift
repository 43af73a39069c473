import RealModule

/// The powers of w = e^(-2πi / n), each the product of two that are kept: of about 2 sqrt(n) numbers.
struct RootsOfUnity {
    private let shift: Int
    /// w^0, w^1 ... w^(2^shift - 1).
    private let fine: [ComplexNumber]
    /// The powers of w^(2^shift).
    private let coarse: [ComplexNumber]

    /// - Parameter order: n, at least 1.
    init(order: Int) {
        let shift = (Int.bitWidth - order.leadingZeroBitCount + 1) / 2
        self.shift = shift
        fine = (0..<1 << shift).map { Self.root($0, order) }
        coarse = (0...order >> shift).map { Self.root($0 << shift, order) }
    }

    /// w^power, for a power of 0 ..< n.
    @inline(__always)
    subscript(power: Int) -> ComplexNumber { coarse[power &>> shift] * fine[power & ((1 &<< shift) - 1)] }

    /// e^(-2πi power / order).
    static func root(_ power: Int, _ order: Int) -> ComplexNumber {
        let angle = -2 * Double.pi * (Double(power) / Double(order))
        return ComplexNumber(re: .cos(angle), im: .sin(angle))
    }
}
