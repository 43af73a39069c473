import ArgumentParser
import Glibc
import Simulation

/// Runs stories of simulated fleets, each from a seed, and names the seeds in which something went wrong.
@main
struct FleetSimulation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet-simulation",
        abstract: "Run whole fleets in this process, on a simulated network, disk and clock.")

    @Option(help: "The first seed.")
    var seed: UInt64 = 0

    @Option(help: "How many seeds, one after the other.")
    var count: UInt64 = 1

    @Option(help: "How many to run at once.")
    var jobs = 2

    @Flag(help: "Print all that happens; for one seed.")
    var history = false

    func validate() throws {
        guard count > 0, jobs > 0, seed <= .max - count else {
            throw ValidationError("Give --count and --jobs of 1 or more, and seeds below 2^64.")
        }
        guard !history || count == 1 else { throw ValidationError("--history is for one seed: leave --count out.") }
    }

    func run() async throws {
        try Self.repeatHashes()
        var tally = Tally()
        try await checkRepetition(&tally)
        var next = seed
        await withTaskGroup(of: Result<(UInt64, Story.Ending), any Error>.self) { group in
            func begin() {
                guard next < seed + count else { return }
                let story = Story(seed: next)
                next += 1
                group.addTask { [history] in
                    do {
                        return .success((story.seed, try await story.run(keepsHistory: history)))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            for _ in 0..<jobs { begin() }
            while let result = await group.next() {
                tally.take(result)
                begin()
            }
        }
        tally.print(history: history)
        if !tally.isClean { throw ExitCode.failure }
    }

    /// A seed that tells another story the second time would be of no use to whoever looks for the fault that it showed.
    private func checkRepetition(_ tally: inout Tally) async throws {
        let first = try await Story(seed: seed).run(keepsHistory: true)
        let second = try await Story(seed: seed).run(keepsHistory: true)
        guard first.history != second.history || first.steps != second.steps else { return }
        let places = zip(first.history, second.history).enumerated()
        let line = places.first { $0.element.0 != $0.element.1 }.map { "\($0.element.0)" } ?? "the last one"
        tally.add("seed \(seed) tells another story when it is told again, from this line on: \(line)")
    }

    /// Swift's dictionaries are in another order in every process, unless they are told not to be: a seed must tell one story.
    private static func repeatHashes() throws {
        let name = "SWIFT_DETERMINISTIC_HASHING"
        guard unsafe getenv(name) == nil else { return }
        unsafe setenv(name, "1", 1)
        var arguments = unsafe CommandLine.arguments.map { unsafe strdup($0) } + [nil]
        unsafe execv("/proc/self/exe", &arguments)
        throw ValidationError("The program cannot start itself again with \(name)=1: set it and try again.")
    }
}

/// What many stories came to.
private struct Tally {
    private var stories = 0
    private var keys = 0
    private var uses = 0
    private var ciphertexts = 0
    private var steps = 0
    private var seconds = 0.0
    private var failed: [(seed: UInt64, faults: [String])] = []
    private var errors: [String] = []
    private var lines: [String] = []

    var isClean: Bool { failed.isEmpty && errors.isEmpty }

    mutating func add(_ error: String) { errors.append(error) }

    mutating func take(_ result: Result<(UInt64, Story.Ending), any Error>) {
        switch result {
        case .failure(let error): errors.append("\(error)")
        case .success(let (seed, ending)):
            stories += 1
            keys += ending.keys
            uses += ending.uses
            ciphertexts += ending.ciphertexts
            steps += ending.steps
            seconds += ending.duration / .seconds(1)
            lines = ending.history
            if !ending.faults.isEmpty { failed.append((seed, ending.faults)) }
        }
    }

    func print(history: Bool) {
        if history { for line in lines { Swift.print(line) } }
        for (seed, faults) in failed.sorted(by: { $0.seed < $1.seed }).prefix(10) {
            Swift.print(
                "seed \(seed): \(faults.count) faults; fleet-simulation --seed \(seed) --history tells its story")
            for fault in faults.prefix(3) { Swift.print("    \(fault)") }
        }
        for error in errors { Swift.print(error) }
        Swift.print(
            "\(stories) stories of \(Int(seconds)) simulated seconds: \(keys) keys, \(ciphertexts) ciphertexts, \(uses) uses, "
                + "\(steps) steps; \(failed.count + errors.count) with faults")
    }
}
