import RealModule

/// The regularised incomplete gamma function (Abramowitz and Stegun, 6.5).
enum IncompleteGamma {
    /// Q(a, x), the part above x: the chi-square distribution's p-value is Q(degrees / 2, statistic / 2).
    ///
    /// - Parameters:
    ///   - a: above 0.
    ///   - x: at least 0.
    static func upper(_ a: Double, _ x: Double) -> Double {
        guard x > 0, a > 0 else { return 1 }
        let scale = Double.exp(a * Double.log(x) - x - Double.logGamma(a))
        guard scale > 0 else { return x < a ? 1 : 0 }
        return x < a + 1 ? max(0, 1 - scale * series(a, x)) : min(1, scale * fraction(a, x))
    }

    /// Sum of x^n / (a (a + 1) ... (a + n)), for x below a or near it (6.5.29).
    private static func series(_ a: Double, _ x: Double) -> Double {
        var (term, sum, n) = (1 / a, 1 / a, a)
        while term > sum * 1e-17 {
            n += 1
            term *= x / n
            sum += term
        }
        return sum
    }

    /// The continued fraction for x above a (6.5.31), by Lentz's recurrence.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var d = 1 / (abs(b) < tiny ? tiny : b)
        var (c, value) = (1 / tiny, d)
        for i in 1...1_000_000 {
            let factor = -Double(i) * (Double(i) - a)
            b += 2
            d = factor * d + b
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = b + factor / c
            if abs(c) < tiny { c = tiny }
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return value
    }
}
