import Foundation

/// Trap 20 without statistics: every experiment once under memcheck, which sees each instruction. It finds what depends
/// on a secret even where that takes no measurable time; it does not find what takes a processor different times for
/// different numbers.
enum MemcheckRun {
    static func main() throws {
        guard Memcheck.isRunning else {
            print("This is to be run in valgrind, and to be built where valgrind's headers are: make test-memcheck")
            exit(1)
        }
        var failures: [String] = []
        for experiment in try TimingExperiment.all() {
            // Once with public operands: what is made at first use, and once a process, is no part of the experiment.
            try experiment.prepare(.random)()
            let operation = try experiment.prepare(.hidden)
            let before = Memcheck.reports
            operation()
            let reports = Memcheck.reports - before
            print("\(reports == 0 ? "  ok" : "LEAK")  \(experiment.name): \(reports) reports")
            if reports > 0, !experiment.leaksOnPurpose {
                failures.append("'\(experiment.name)' branches on a secret, or on an address that depends on one.")
            } else if reports == 0, experiment.leaksOnPurpose {
                failures.append("'\(experiment.name)' was not found, so that memcheck sees nothing here.")
            }
        }
        for failure in failures { print(failure) }
        guard failures.isEmpty else { exit(1) }
    }
}
