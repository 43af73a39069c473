import ArgumentParser
import Forecasting
import Foundation

/// Measures what the forecasts of many simulated keys cost a hub: time and memory of a key.
@main
struct ForecastScale: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast-scale",
        abstract: "Follow simulated keys as a hub does, and print what a key costs.",
        discussion: """
            Every key is used by minutes; each bin of five minutes that is closed makes its forecasts at five minutes, an hour and \
            a day anew. Memory is what the process grew by, measured at the end. Sizes are measured one after the other, each in \
            a process of its own where they come from `make bench-forecasts`.
            """)

    @Option(help: "Keys.")
    var keys = 100_000

    @Option(help: "Bins of five minutes, after a first hour that is not measured.")
    var bins = 12

    func validate() throws {
        guard (1...1_000_000).contains(keys), (1...10_000).contains(bins) else {
            throw ValidationError("Give 1 to 1,000,000 --keys and 1 to 10,000 --bins.")
        }
    }

    func run() throws {
        let before = try Memory.resident()
        var hub = try SimulatedHub(keys: keys)
        for _ in 0..<12 { _ = hub.runBin() }
        var times: [Double] = []
        for _ in 0..<bins { times.append(hub.runBin() / Double(keys)) }
        let grown = try Memory.resident() - before
        times.sort()
        let text = String(
            format:
                "%7d keys: %5.1f µs an update (median of %d bins; the slowest %.1f), %6d bytes a key, %.2f GB in all",
            keys, times[times.count / 2], bins, times[times.count - 1], grown / keys, Double(grown) / 1e9)
        print(text)
    }
}
