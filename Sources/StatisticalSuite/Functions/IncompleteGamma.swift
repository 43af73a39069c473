import RealModule

/// The regularised incomplete gamma function (SP 800-22 section 5.5.3; NIST DLMF chapter 8).
package enum IncompleteGamma {
    /// Q(a, x) = Γ(a, x) / Γ(a), which the standard calls igamc; 1 where x <= 0, as NIST's suite has it.
    ///
    /// The absolute error is below 1e-13 for a up to some millions.
    ///
    /// - Parameter a: above 0.
    package static func upper(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return x.isNaN ? .nan : 1 }
        guard x.isFinite else { return 0 }
        let value = x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x)
        return min(max(value, 0), 1)
    }

    /// P(a, x) by its power series (DLMF 8.11.4), which converges fast for x below a.
    private static func lowerBySeries(_ a: Double, _ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        var denominator = a
        while term > sum * 1e-17 {
            denominator += 1
            term *= x / denominator
            sum += term
        }
        return sum * density(a, x) / a
    }

    /// Q(a, x) by Legendre's continued fraction (DLMF 8.9.2) with Lentz's method, for x above a.
    private static func upperByFraction(_ a: Double, _ x: Double) -> Double {
        let factor = density(a, x)
        guard factor > 0 else { return 0 }
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var fraction = d
        var step = 0.0
        var change = 0.0
        repeat {
            step += 1
            let numerator = step * (a - step)
            b += 2
            d = 1 / guarded(numerator * d + b)
            c = guarded(b + numerator / c)
            change = c * d
            fraction *= change
        } while abs(change - 1) > 2e-16 && step < 1e6
        return factor * fraction
    }

    private static func guarded(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }

    /// x^a e^-x / Γ(a).
    ///
    /// For large a the logarithms of the three factors are large and nearly cancel; there the quotient is taken as
    /// sqrt(a / 2π) e^(a (ln λ - λ + 1)) / Γ*(a) with λ = x / a and Stirling's Γ* (DLMF 5.11.3), which loses nothing.
    private static func density(_ a: Double, _ x: Double) -> Double {
        guard a >= 16 else { return .exp(a * .log(x) - x - .logGamma(a)) }
        let excess = (x - a) / a
        let exponent = excess < 1 ? Double.log(onePlus: excess) - excess : .log(x / a) - excess
        let inverse = 1 / a
        let square = inverse * inverse
        let stirling =
            inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680))))
        return .sqrt(a / (2 * .pi)) * .exp(a * exponent - stirling)
    }
}
