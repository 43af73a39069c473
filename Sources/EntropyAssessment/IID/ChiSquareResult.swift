/// What a chi-square test found.
package struct ChiSquareResult: Equatable, Sendable {
    /// T.
    package let statistic: Double
    /// Zero or less where there are too few samples for more bins than parameters; the test passes then.
    package let degreesOfFreedom: Int
    /// How likely a statistic at least as great is, where the samples are as the test supposes.
    package let pValue: Double

    init(statistic: Double, degreesOfFreedom: Int) {
        self.statistic = statistic
        self.degreesOfFreedom = degreesOfFreedom
        pValue = IncompleteGamma.upper(Double(degreesOfFreedom) / 2, statistic / 2)
    }

    /// SP 800-90B, 5.2: it fails below 0.001.
    package var passes: Bool { pValue >= 0.001 }
}
