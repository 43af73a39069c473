import Foundation
import StatisticalSuite

/// What the suite says of one sequence or more, for people and for programs.
struct EntropyTestView {
    let results: [SuiteResult]
    let report: SequencesReport

    /// Every p-value; with the sequence's number before it where there are several.
    var csv: [String] {
        guard results.count > 1 else {
            return ["test,index,p_value"]
                + results.flatMap(\.rows).map { "\($0.test.rawValue),\($0.index),\($0.pValue)" }
        }
        return ["sequence,test,index,p_value"]
            + results.enumerated().flatMap { number, result in
                result.rows.map { "\(number),\($0.test.rawValue),\($0.index),\($0.pValue)" }
            }
    }

    /// For a program.
    struct Summary: Encodable {
        struct Value: Encodable {
            let test: String
            let index: Int
            /// Of one sequence.
            let pValue: Double?
            let sequences: Int
            let passed: Int
            let proportion: Double?
            let proportionAccepted: Bool?
            /// The p-value of the p-values' uniformity.
            let uniformity: Double?
            let uniform: Bool?
        }

        /// A test that could not be run, and why.
        struct Omission: Encodable {
            let test: String
            let reason: String
        }

        let bits: Int
        let sequences: Int
        let significance: Double
        let values: [Value]
        let omitted: [Omission]
    }

    var summary: Summary {
        let single = results.count == 1 ? results.first : nil
        return Summary(
            bits: results.first?.bitCount ?? 0, sequences: results.count, significance: report.significance,
            values: report.summary.map { line in
                Summary.Value(
                    test: line.test.rawValue, index: line.index,
                    pValue: single?.rows.first { $0.test == line.test && $0.index == line.index }?.pValue,
                    sequences: line.sequences, passed: line.passed, proportion: line.proportion,
                    proportionAccepted: line.isProportionAccepted, uniformity: line.uniformity, uniform: line.isUniform)
            }, omitted: omissions.map { Summary.Omission(test: $0.test.rawValue, reason: $0.reason) })
    }

    /// Of the first sequence: all are of one length.
    private var omissions: [(test: StatisticalTest, reason: String)] {
        results.first?.entries.compactMap { entry in
            if case .pValues = entry.outcome { nil } else { (entry.test, "\(entry.outcome)") }
        } ?? []
    }

    func print(all: Bool) {
        let bits = results.first?.bitCount ?? 0
        Terminal.print(
            results.count == 1 ? "1 sequence of \(bits) bits" : "\(results.count) sequences of \(bits) bits each")
        Terminal.print(table: results.count == 1 ? single(all) : several(all))
        for omission in omissions where results.count == 1 || report.summary.allSatisfy({ $0.test != omission.test }) {
            Terminal.print("\(omission.test.rawValue): \(omission.reason)")
        }
    }

    private func single(_ all: Bool) -> [[String]] {
        var rows = [["TEST", "P-VALUE", ""]]
        for entry in results[0].entries {
            guard case .pValues(let values) = entry.outcome else { continue }
            let low = values.count { $0 < report.significance }
            if all || values.count <= 2 {
                rows += values.enumerated().map { index, value in
                    [
                        values.count == 1 ? entry.test.rawValue : "\(entry.test.rawValue) \(index)", Self.text(value),
                        value < report.significance ? "low" : "",
                    ]
                }
            } else {
                rows.append([
                    entry.test.rawValue, Self.text(values.min() ?? 0) + " least",
                    "\(low) of \(values.count) low, \(Self.text(Double(values.count) * report.significance)) expected",
                ])
            }
        }
        return rows
    }

    private func several(_ all: Bool) -> [[String]] {
        var rows = [["TEST", "PASSED", "ACCEPTED FROM", "UNIFORMITY", ""]]
        for test in StatisticalTest.allCases {
            let lines = report.summary.filter { $0.test == test }
            let worst = lines.min {
                ($0.proportion ?? 1, $0.uniformity ?? 1) < ($1.proportion ?? 1, $1.uniformity ?? 1)
            }
            for line in all ? lines : [worst].compactMap(\.self) {
                rows.append([
                    lines.count == 1
                        ? test.rawValue : all ? "\(test.rawValue) \(line.index)" : "\(test.rawValue), worst",
                    "\(line.passed) of \(line.sequences)", Self.text(line.acceptedProportions?.lowerBound ?? 0),
                    line.uniformity.map(Self.text) ?? "needs 10",
                    (line.isProportionAccepted == false ? "too few pass " : "")
                        + (line.isUniform == false ? "not uniform" : ""),
                ])
            }
        }
        return rows
    }

    private static func text(_ value: Double) -> String { String(format: "%.6f", value) }
}
