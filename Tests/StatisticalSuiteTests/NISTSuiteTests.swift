import Foundation
import StatisticalSuite
import TestSupport
import Testing

@Suite("NIST's own sequences and figures", .needsNISTData)
struct NISTSuiteTests {
    private static let constants = ["pi", "e", "sqrt2", "sqrt3"]

    /// The 64 p-values of the standard's appendix B.
    private struct AppendixB: Decodable {
        struct Label: Decodable {
            let test: String
            let index: Int

            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                test = try container.decode(String.self)
                index = try container.decode(Int.self)
            }
        }
        let labels: [Label]
        let published: [String: [Double]]
    }

    @Test("all 188 p-values of a file are NIST's, in NIST's order", arguments: constants)
    func allPValues(name: String) throws {
        let expected = try NISTData.expected(name)
        let rows = try StatisticalTestSuite().run(NISTData.sequence(name)).rows
        #expect(expected.count == 188 && rows.count == 188)
        for (row, expected) in zip(rows, expected) {
            #expect(row.test.rawValue == expected.test && row.index == expected.index)
            #expect(abs(row.pValue - expected.pValue) < 1e-6, "\(row)")
        }
    }

    @Test("the p-values are those of the standard's appendix B", arguments: constants)
    func appendixB(name: String) throws {
        let appendix = try JSONDecoder().decode(AppendixB.self, from: NISTData.data("published_appendix_b.json"))
        let rows = try StatisticalTestSuite().run(NISTData.sequence(name)).rows
        let published = try #require(appendix.published[name])
        #expect(published.count == 16)
        for (label, value) in zip(appendix.labels, published) {
            let row = try #require(rows.first { $0.test.rawValue == label.test && $0.index == label.index })
            #expect(abs(row.pValue - value) < 1e-6, "\(row)")
        }
    }

    @Test("the 20 worked examples")
    func examples() throws {
        let examples = try JSONDecoder().decode([NISTData.Example].self, from: NISTData.data("section_examples.json"))
        #expect(examples.count == 20)
        for example in examples {
            let sequence = try sequence(of: example.bits)
            let values = try test(of: example).outcome(of: sequence).values
            #expect(values.count >= example.expected_p.count, "\(example)")
            for (value, expected) in zip(values, example.expected_p) {
                #expect(abs(value - expected) < 1e-6, "\(example.test) \(example.section)")
            }
        }
    }

    private func sequence(of text: String) throws -> BitSequence {
        guard text.hasPrefix("first ") else { return try BitSequence(digits: text) }
        let count = try #require(Int(text.split(separator: " ")[1]))
        return try NISTData.sequence("e", count: count)
    }

    private func test(of example: NISTData.Example) throws -> any SequenceTest {
        let parameters = example.params
        switch StatisticalTest(rawValue: example.test) {
        case .blockFrequency: return try BlockFrequencyTest(blockLength: parameters.M ?? 128)
        case .nonOverlappingTemplate:
            let template = try #require(parameters.B)
            return try NonOverlappingTemplateTest(
                templateLength: template.count, blockCount: parameters.N ?? 8,
                templates: [try #require(Int(template, radix: 2))])
        case .overlappingTemplate: return try OverlappingTemplateTest(templateLength: parameters.m ?? 9)
        case .serial: return try SerialTest(patternLength: parameters.m ?? 16)
        case .approximateEntropy: return try ApproximateEntropyTest(patternLength: parameters.m ?? 10)
        case .linearComplexity: return try LinearComplexityTest(blockLength: parameters.M ?? 500)
        case let kind: return try StatisticalTestSuite().test(#require(kind))
        }
    }
}
