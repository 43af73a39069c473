/// Eight floats side by side, the unit in which the networks are stored and computed.
package typealias Lanes = SIMD8<Float>

/// The functions of a network's cells on eight floats at once, by polynomials rather than by the C library: eight times
/// as fast, and the same on every machine.
package enum LaneMath {
    /// eˣ to about 1e-7 relative, for x clamped to ±80 (Cephes' range reduction and coefficients, Moshier 1989).
    @inline(__always)
    package static func exponential(_ value: Lanes) -> Lanes {
        let x = value.clamped(lowerBound: Lanes(repeating: -80), upperBound: Lanes(repeating: 80))
        // n is rounded to the nearest by adding and taking away 1.5 · 2²³, in whose neighbourhood floats are integers.
        let magic: Float = 12_582_912
        let shifted = x * 1.442_695_04 + magic
        let n = shifted - magic
        let r = (x - n * 0.693_359_375) + n * 2.121_944_4e-4
        var p = Lanes(repeating: 1.987_569_15e-4)
        p = p * r + 1.398_199_95e-3
        p = p * r + 8.333_451_9e-3
        p = p * r + 4.166_579_6e-2
        p = p * r + 1.666_666_55e-1
        p = p * r + 5.000_000_1e-1
        let fraction = p * r * r + r + 1
        // The low bits of `shifted` hold n: moved into the exponent they are 2ⁿ.
        let bits = unsafe unsafeBitCast(shifted, to: SIMD8<UInt32>.self)
        let power = unsafe unsafeBitCast((bits &+ 127) &<< 23, to: Lanes.self)
        return fraction * power
    }

    /// 1 / (1 + e⁻ˣ).
    @inline(__always)
    package static func sigmoid(_ x: Lanes) -> Lanes { 1 / (1 + exponential(-x)) }

    /// tanh x = 2 sigmoid(2x) - 1, to about 1e-7 absolute.
    @inline(__always)
    package static func tanh(_ x: Lanes) -> Lanes { 2 / (1 + exponential(-2 * x)) - 1 }
}
