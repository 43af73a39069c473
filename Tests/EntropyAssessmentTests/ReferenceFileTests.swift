import EntropyAssessment
import Foundation
import TestSupport
import Testing

@Suite("NIST's figures for NIST's files")
struct ReferenceFileTests {
    /// A value of the reference: a figure, or text that says how it came about.
    enum Entry: Decodable {
        case figure(Double)
        case notes([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let figure = try? container.decode(Double.self) {
                self = .figure(figure)
            } else {
                self = .notes(try container.decode([String].self))
            }
        }
    }

    static let widths = [
        "biased-random-bits": 1, "biased-random-bytes": 8, "data.pi": 1, "normal": 8, "rand1_short": 1,
        "rand4_short": 4, "rand8_short": 8, "ringOsc-nist": 1, "truerand_1bit": 1, "truerand_4bit": 4,
        "truerand_8bit": 8,
    ]

    @Test(
        "every figure of ea_non_iid is met within 1e-10, and there are no others", .needsSharedData,
        arguments: widths.keys.sorted())
    func nonIID(file: String) throws {
        let text = try SharedData.bytes("entropy/sp80090b/ea_non_iid_reference.json")
        let all = try JSONDecoder().decode([String: [String: Entry]].self, from: Data(text))
        let reference = try #require(all[file])
        let samples = try Samples(
            try SharedData.bytes("entropy/sp80090b/\(file).bin.gz"), bitsPerSymbol: Self.widths[file])
        let assessment = try NonIIDAssessment(samples)
        var figures: [String: Double] = [:]
        for figure in assessment.figures { figures[figure.name] = figure.value }
        for (name, entry) in reference where !name.hasPrefix("seconds") {
            switch entry {
            case .figure(let expected):
                let found = figures.removeValue(forKey: name)
                let value = try #require(found, "\(name) is missing")
                #expect(abs(value - expected) <= 1e-10 * abs(expected), "\(name): \(value), not \(expected)")
            case .notes(let notes): #expect(assessment.notes == notes)
            }
        }
        #expect(figures.isEmpty)
    }
}

extension ReferenceFileTests {
    /// What ea_iid said at the end of one run.
    struct IIDRun: Decodable {
        let tail: [String]
    }

    @Test("the verdicts and figures of ea_iid are met, but for the random ones", .needsSharedData)
    func iid() throws {
        let text = try SharedData.bytes("entropy/sp80090b/ea_iid_results.json")
        let runs = try JSONDecoder().decode([String: IIDRun].self, from: Data(text))
        #expect(runs.count == 7)
        for (file, run) in runs {
            let samples = try Samples(
                try SharedData.bytes("entropy/sp80090b/\(file).bin.gz"), bitsPerSymbol: Self.widths[file])
            let assessment = try IIDAssessment(samples)
            var lines: [String: String] = [:]
            for line in run.tail {
                let parts = line.split(separator: line.contains(" = ") ? " = " : ": ", maxSplits: 1)
                lines[String(parts[0])] = String(parts[1])
            }
            for figure in assessment.figures {
                guard let line = lines[figure.name], let expected = Double(line) else { continue }
                #expect(abs(figure.value - expected) <= 1e-12 * expected, "\(file), \(figure.name)")
            }
            #expect(lines["H_original"] != nil)
            let verdict = { (passes: Bool) in passes ? "Passed" : "Failed" }
            #expect(verdict(try assessment.chiSquare.get().pass) == lines["Chi square tests"], "\(file)")
            #expect(
                verdict(try assessment.repeatedSubstring.get().passes)
                    == lines["Length of longest repeated substring test"], "\(file)")
        }
    }
}
