import EntropyAssessment
import Foundation

/// What section 5's tests say, for people and for programs.
struct EntropyIIDView {
    private let samples: Samples
    private let assessment: IIDAssessment
    /// Nil where there are too few samples, with the reason.
    private let counts: Result<PermutationTest.Counts, AssessmentError>

    /// Makes the shuffles, on all processors.
    ///
    /// - Throws: `AssessmentError`.
    init(_ samples: Samples) async throws {
        self.samples = samples
        assessment = try IIDAssessment(samples)
        do throws(AssessmentError) {
            counts = .success(await Self.shuffles(try PermutationTest(samples)))
        } catch {
            counts = .failure(error)
        }
    }

    /// Shuffles in small pieces, so that none goes on with a statistic that has passed elsewhere.
    private static func shuffles(_ test: PermutationTest) async -> PermutationTest.Counts {
        let workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let piece = 25
        return await withTaskGroup(of: PermutationTest.Counts.self) { group in
            var counts: PermutationTest.Counts = [:]
            var begun = 0
            func begin() {
                let passed = Set(counts.filter(\.value.passes).keys)
                guard begun < PermutationTest.shuffles, passed.count < PermutationStatistic.allCases.count else {
                    return
                }
                begun += piece
                group.addTask {
                    var generator = SystemRandomNumberGenerator()
                    return test.run(shuffles: piece, without: passed, using: &generator)
                }
            }
            for _ in 0..<workers { begin() }
            for await more in group {
                counts = PermutationTest.merged(counts, more)
                begin()
            }
            return counts
        }
    }

    private var failures: [PermutationStatistic]? { (try? counts.get()).map(PermutationTest.failures) }

    private var isIID: Bool {
        (try? assessment.chiSquare.get())?.pass == true && (try? assessment.repeatedSubstring.get())?.passes == true
            && failures?.isEmpty == true
    }

    private var errors: [String: String] {
        var errors: [String: String] = [:]
        if case .failure(let error) = assessment.chiSquare { errors["Chi square tests"] = error.message }
        if case .failure(let error) = assessment.repeatedSubstring {
            errors["Longest Repeated Substring test"] = error.message
        }
        if case .failure(let error) = counts { errors["Permutation test"] = error.message }
        return errors
    }

    func print(as format: OutputFormat) throws {
        switch format {
        case .json:
            try Terminal.print(json: FigureList(notes: notes, assessment.figures + permutation, failures: errors))
        case .table: printTable()
        }
    }

    private var notes: [String] {
        [
            "Loaded \(samples.count) samples of \(samples.alphabetSize) distinct \(samples.bitsPerSymbol)-bit-wide symbols",
            isIID
                ? "All tests of independence are passed"
                : "The samples are not independent and identically distributed",
        ]
    }

    /// C_0, C_1 and C_2 of each statistic.
    private var permutation: [Figure] {
        guard let counts = try? counts.get() else { return [] }
        return PermutationStatistic.allCases.flatMap { statistic in
            let count = counts[statistic] ?? PermutationCount()
            return [
                Figure("Permutation \(statistic.rawValue): C_0", count.greater),
                Figure("Permutation \(statistic.rawValue): C_1", count.equal),
                Figure("Permutation \(statistic.rawValue): C_2", count.less),
            ]
        }
    }

    private func printTable() {
        Terminal.print(notes[0])
        var rows = [["TEST", "", "RESULT"]]
        if let tests = try? assessment.chiSquare.get() {
            for (name, result) in [("independence", tests.independence), ("goodness of fit", tests.goodnessOfFit)] {
                rows.append([
                    "chi-square, \(name)", "p \(String(format: "%.6f", result.pValue))",
                    result.passes ? "passed" : "FAILED",
                ])
            }
        }
        if let test = try? assessment.repeatedSubstring.get() {
            rows.append([
                "longest repeated substring", "\(test.length) samples", test.passes ? "passed" : "FAILED",
            ])
        }
        if let counts = try? counts.get() {
            for statistic in PermutationStatistic.allCases {
                let count = counts[statistic] ?? PermutationCount()
                rows.append([
                    "permutation, \(statistic.rawValue)",
                    "\(count.greater) more, \(count.equal) as much, \(count.less) less",
                    count.passes ? "passed" : "FAILED",
                ])
            }
        }
        Terminal.print(table: rows)
        for (name, reason) in errors.sorted(by: { $0.key < $1.key }) { Terminal.print("\(name): \(reason)") }
        guard isIID else {
            Terminal.print("\(notes[1]): assess them without --iid.")
            return
        }
        Terminal.print("\(notes[1]).")
        Terminal.print(String(format: "Assessed min-entropy: %.6f bits a sample", assessment.assessed))
    }
}
