/// The fifteen tests of NIST SP 800-22 rev. 1a, in the order and by the names in which NIST's suite reports them.
package enum StatisticalTest: String, CaseIterable, Hashable, Sendable {
    /// Section 2.1.
    case frequency = "Frequency"
    /// Section 2.2.
    case blockFrequency = "BlockFrequency"
    /// Section 2.13: forward, then backward.
    case cumulativeSums = "CumulativeSums"
    /// Section 2.3.
    case runs = "Runs"
    /// Section 2.4.
    case longestRun = "LongestRun"
    /// Section 2.5.
    case rank = "Rank"
    /// Section 2.6.
    case spectral = "FFT"
    /// Section 2.7: one p-value a template, 148 for templates of nine bits.
    case nonOverlappingTemplate = "NonOverlappingTemplate"
    /// Section 2.8.
    case overlappingTemplate = "OverlappingTemplate"
    /// Section 2.9.
    case universal = "Universal"
    /// Section 2.12.
    case approximateEntropy = "ApproximateEntropy"
    /// Section 2.14: the states -4...-1 and 1...4.
    case randomExcursions = "RandomExcursions"
    /// Section 2.15: the states -9...-1 and 1...9.
    case randomExcursionsVariant = "RandomExcursionsVariant"
    /// Section 2.11: the first and the second difference.
    case serial = "Serial"
    /// Section 2.10.
    case linearComplexity = "LinearComplexity"
}
