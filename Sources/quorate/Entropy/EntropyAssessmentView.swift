import EntropyAssessment
import Foundation

/// What the estimators say, for people and for programs.
struct EntropyAssessmentView {
    private let assessment: NonIIDAssessment

    init(_ assessment: NonIIDAssessment) {
        self.assessment = assessment
    }

    func print(as format: OutputFormat) throws {
        switch format {
        case .json:
            try Terminal.print(json: FigureList(notes: assessment.notes, assessment.figures, failures: failures))
        case .table: printTable()
        }
    }

    /// Why an estimator has no estimate, by its name.
    private var failures: [String: String] {
        var failures: [String: String] = [:]
        for outcome in assessment.outcomes {
            guard case .failure(let error) = outcome.result else { continue }
            failures["\(outcome.sequence.rawValue) \(outcome.estimator.rawValue) Estimate"] = error.message
        }
        return failures
    }

    private func printTable() {
        assessment.notes.forEach(Terminal.print)
        var rows = [["ESTIMATOR", "SECTION", "BITS A SAMPLE", "BITS A BIT"]]
        for estimator in Estimator.allCases {
            func cell(_ sequence: EstimateOutcome.Sequence) -> String {
                let outcome = assessment.outcomes.first { $0.estimator == estimator && $0.sequence == sequence }
                guard let outcome else { return "-" }
                return outcome.minEntropy.map { String(format: "%.6f", $0) } ?? "none, see below"
            }
            rows.append([estimator.rawValue, estimator.section, cell(.literal), cell(.bitstring)])
        }
        Terminal.print(table: rows)
        for (name, reason) in failures.sorted(by: { $0.key < $1.key }) { Terminal.print("\(name): \(reason)") }
        Terminal.print(String(format: "Assessed min-entropy: %.6f bits a sample", assessment.assessed))
    }
}

/// Figures by name, as one JSON object.
struct FigureList: Encodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    private let notes: [String]
    private let figures: [Figure]
    private let failures: [String: String]

    init(notes: [String], _ figures: [Figure], failures: [String: String]) {
        self.notes = notes
        self.figures = figures
        self.failures = failures
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Name.self)
        try object.encode(notes, forKey: Name("info"))
        for figure in figures { try object.encode(figure.value, forKey: Name(figure.name)) }
        if !failures.isEmpty { try object.encode(failures, forKey: Name("errors")) }
    }
}
