import Foundation

/// Trap 20: looks for a dependence of time on secrets in the release build, where a compiler may have put a branch into
/// code that had none.
@main
struct TimingLeaks {
    /// Beyond this a difference of means is no chance.
    private static let suspicious = 4.5
    /// A leak shows in every round; a disturbance of the machine does not.
    private static let rounds = 4

    static func main() throws {
        if CommandLine.arguments.dropFirst() == ["memcheck"] { return try MemcheckRun.main() }
        var failures: [String] = []
        print("largest |t| of a round, fixed against random secrets; above \(suspicious) in \(rounds) rounds is a leak")
        for experiment in try TimingExperiment.all() {
            var found: [Double] = []
            repeat {
                found.append(try experiment.largestT(count: 40_000, limit: .seconds(4)))
            } while found.count < rounds && found.last.map { $0 > suspicious } == true
            let leaks = found.allSatisfy { $0 > suspicious }
            let values = found.map { String(format: "%7.1f", $0) }.joined()
            print(
                "\(leaks ? "LEAK" : "  ok")  \(experiment.name.padding(toLength: 44, withPad: " ", startingAt: 0))\(values)"
            )
            if leaks, !experiment.leaksOnPurpose {
                failures.append("The time of '\(experiment.name)' depends on the secret.")
            } else if !leaks, experiment.leaksOnPurpose {
                failures.append("The control was not found, so this machine is too disturbed to say anything.")
            }
        }
        for failure in failures { print(failure) }
        guard failures.isEmpty else { exit(1) }
    }
}
