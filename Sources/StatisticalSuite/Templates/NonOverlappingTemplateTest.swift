/// The non-overlapping template matching test, SP 800-22 section 2.7: how often each of many aperiodic patterns occurs
/// in each of N blocks.
package struct NonOverlappingTemplateTest: SequenceTest {
    package static let kind = StatisticalTest.nonOverlappingTemplate

    /// m, the bits of a template.
    package let templateLength: Int
    /// N, the number of blocks.
    package let blockCount: Int
    /// The templates as numbers, one p-value each.
    package let templates: [Int]

    /// - Parameters:
    ///   - templateLength: m, 2...21; the standard recommends 9 or 10.
    ///   - blockCount: N, 1...100.
    ///   - templates: those to try instead of the ones that NIST's suite tries; aperiodic.
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`.
    package init(
        templateLength: Int = 9, blockCount: Int = 8, templates: [Int]? = nil
    ) throws(StatisticalSuiteError) {
        try StatisticalSuiteError.check(templateLength, in: 2...21, "the template length m", of: Self.kind)
        try StatisticalSuiteError.check(blockCount, in: 1...100, "the number of blocks N", of: Self.kind)
        if let templates {
            let aperiodic = Set(AperiodicTemplates.all(ofLength: templateLength))
            for template in templates where !aperiodic.contains(template) {
                throw StatisticalSuiteError(
                    .badParameter,
                    "\(Self.kind.rawValue): \(template) is no aperiodic template of \(templateLength) bits; choose "
                        + "patterns whose beginnings are not also their ends")
            }
        }
        self.templateLength = templateLength
        self.blockCount = blockCount
        self.templates = templates ?? AperiodicTemplates.chosen(ofLength: templateLength)
    }

    package var minimumBits: Int { blockCount * templateLength }
    package var recommendedBits: Int { minimumBits }

    /// Matches of a pattern that cannot overlap itself never overlap, so that one count of all patterns in a block serves
    /// all templates.
    package func evaluate(_ sequence: BitSequence) -> TestOutcome {
        let blockLength = sequence.count / blockCount
        let places = blockLength - templateLength + 1
        let rarity = Double(1 << templateLength)
        let mean = Double(places) / rarity
        let variance = Double(blockLength) * (1 / rarity - Double(2 * templateLength - 1) / (rarity * rarity))
        var statistics = [Double](repeating: 0, count: templates.count)
        for block in 0..<blockCount {
            var counts = [UInt32](repeating: 0, count: 1 << templateLength)
            var counted = counts.mutableSpan
            let start = block * blockLength
            sequence.forEachPattern(ofLength: templateLength, beginningIn: start..<start + places) {
                counted[$0] &+= 1
            }
            for (index, template) in templates.enumerated() {
                let difference = Double(counted[template]) - mean
                statistics[index] += difference * difference / variance
            }
        }
        return .pValues(statistics.map { ChiSquare.pValue($0, degrees: Double(blockCount)) })
    }
}
