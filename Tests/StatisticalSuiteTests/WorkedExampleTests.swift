import StatisticalSuite
import Testing

/// The examples that SP 800-22 rev. 1a works through by hand. Those of the spectral test (2.6.4 and 2.6.8) are wrong in
/// the standard's text, .029523 and .168669; NIST's suite has what stands here.
@Suite("The standard's worked examples")
struct WorkedExampleTests {
    /// The first hundred binary digits of π.
    private static let hundred =
        "11001001000011111101101010100010001000010110100011"
        + "00001000110100110001001100011001100010100010111000"

    private func expect(_ test: some SequenceTest, of digits: String, _ expected: [Double]) throws {
        let values = test.outcome(of: try BitSequence(digits: digits)).values
        #expect(values.count == expected.count)
        for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 1e-6) }
    }

    @Test("2.1.4, 2.1.8: the frequency test")
    func frequency() throws {
        try expect(FrequencyTest(), of: "1011010101", [0.527089])
        try expect(FrequencyTest(), of: Self.hundred, [0.109599])
    }

    @Test("2.2.4, 2.2.8: the frequency test within a block")
    func blockFrequency() throws {
        try expect(BlockFrequencyTest(blockLength: 3), of: "0110011010", [0.801252])
        try expect(BlockFrequencyTest(blockLength: 10), of: Self.hundred, [0.706438])
    }

    @Test("2.3.4, 2.3.8: the runs test")
    func runs() throws {
        try expect(RunsTest(), of: "1001101011", [0.147232])
        try expect(RunsTest(), of: Self.hundred, [0.500798])
    }

    @Test("2.4.8: the longest run of ones in a block")
    func longestRun() throws {
        let digits =
            "1100110000010101011011000100110011100000000000100100110101010001"
            + "0001001111010110100000001101011111001100111001101101100010110010"
        try expect(LongestRunTest(), of: digits, [0.180609])
    }

    @Test("2.6.4, 2.6.8: the spectral test")
    func spectral() throws {
        try expect(SpectralTest(), of: "1001010011", [0.468160])
        try expect(SpectralTest(), of: Self.hundred, [0.646355])
    }

    @Test("2.7.4: a template of three bits in two blocks")
    func nonOverlappingTemplate() throws {
        try expect(
            NonOverlappingTemplateTest(templateLength: 3, blockCount: 2, templates: [0b001]),
            of: "10100100101110010110", [0.344154])
    }

    @Test("2.11.4: the serial test")
    func serial() throws {
        try expect(SerialTest(patternLength: 3), of: "0011011101", [0.808792, 0.670320])
    }

    @Test("2.12.4, 2.12.8: approximate entropy")
    func approximateEntropy() throws {
        try expect(ApproximateEntropyTest(patternLength: 3), of: "0100110101", [0.261961])
        try expect(ApproximateEntropyTest(patternLength: 2), of: Self.hundred, [0.235301])
    }

    @Test("2.13.4, 2.13.8: cumulative sums")
    func cumulativeSums() throws {
        let values = CumulativeSumsTest().outcome(of: try BitSequence(digits: "1011010111")).values
        #expect(abs(values[0] - 0.4116588) < 1e-6)
        try expect(CumulativeSumsTest(), of: Self.hundred, [0.219194, 0.114866])
    }
}
