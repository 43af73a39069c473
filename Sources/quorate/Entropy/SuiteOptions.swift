import ArgumentParser
import StatisticalSuite

/// The parameters of NIST's suite, by its own names.
struct SuiteOptions: ParsableArguments {
    @Option(help: "M of the block frequency test.")
    var blockFrequency = SuiteParameters().blockFrequencyLength

    @Option(help: "m of the tests of non-overlapping and overlapping templates.")
    var templates = SuiteParameters().templateLength

    @Option(help: "m of the approximate entropy test.")
    var approximateEntropy = SuiteParameters().approximateEntropyLength

    @Option(help: "m of the serial test.")
    var serial = SuiteParameters().serialLength

    @Option(help: "M of the linear complexity test.")
    var linearComplexity = SuiteParameters().linearComplexityLength

    var values: SuiteParameters {
        var values = SuiteParameters()
        values.blockFrequencyLength = blockFrequency
        values.templateLength = templates
        values.overlappingTemplateLength = templates
        values.approximateEntropyLength = approximateEntropy
        values.serialLength = serial
        values.linearComplexityLength = linearComplexity
        return values
    }
}
