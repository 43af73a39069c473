/// The chi-square test of counts against probabilities (SP 800-22 section 3).
package enum ChiSquare {
    /// The probability of a statistic at least this large.
    ///
    /// - Parameter degrees: degrees of freedom, above 0.
    package static func pValue(_ statistic: Double, degrees: Double) -> Double {
        IncompleteGamma.upper(degrees / 2, statistic / 2)
    }

    /// The sum of (observed - expected)^2 / expected over the classes.
    ///
    /// - Parameter probabilities: of the classes, as many as there are counts, each above 0.
    package static func statistic(_ counts: [Int], probabilities: [Double]) -> Double {
        let total = Double(counts.reduce(0, +))
        return zip(counts, probabilities).reduce(0) { sum, pair in
            let expected = total * pair.1
            let difference = Double(pair.0) - expected
            return sum + difference * difference / expected
        }
    }
}
