/// The parameters of all tests, as NIST's suite (STS 2.1.2) has them unless they are set. The tests' own initialisers say
/// which values are possible.
package struct SuiteParameters: Equatable, Sendable {
    /// M of the frequency test within a block.
    package var blockFrequencyLength = 128
    /// m of the non-overlapping templates.
    package var templateLength = 9
    /// N of the non-overlapping template test.
    package var templateBlockCount = 8
    /// m of the overlapping template.
    package var overlappingTemplateLength = 9
    /// M of the overlapping template test.
    package var overlappingBlockLength = 1032
    /// L of the universal test; nil leaves it to the length of the sequence.
    package var universalBlockLength: Int?
    /// Q of the universal test; nil stands for 10 · 2^L.
    package var universalInitialBlocks: Int?
    /// m of the approximate entropy test.
    package var approximateEntropyLength = 10
    /// m of the serial test.
    package var serialLength = 16
    /// M of the linear complexity test.
    package var linearComplexityLength = 500

    package init() {}
}
