import AdminAPI
import AdminClient
import ArgumentParser
import Foundation

struct EntropyStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the randomness of the hub and of every custodian does.",
        discussion:
            "A gateway of its own process is asked with --node, at the `operations` address of its configuration.")

    @OptionGroup var admin: AdminOptions

    @Option(help: "The operations address of one node, such as http://127.0.0.1:9464, to ask that node alone.")
    var node: String?

    @Option(help: "Show it again every so many seconds, until Ctrl-C.")
    var watch: Double?

    func validate() throws {
        if let watch, !(0.1...86_400).contains(watch) {
            throw ValidationError("--watch \(watch): give 0.1 to 86400 seconds.")
        }
    }

    func run() async throws {
        repeat {
            let nodes = try await entropy()
            switch admin.format {
            case .json: try Terminal.print(json: nodes)
            case .table: show(nodes)
            }
            guard let watch else { return }
            try await Task.sleep(for: .seconds(watch))
            if admin.format == .table { Terminal.print("") }
        } while true
    }

    private func entropy() async throws -> [NodeEntropy] {
        guard let node else { return try await admin.call { try await $0.entropy() } }
        do {
            return [NodeEntropy(node: node, entropy: try await AdminClient.entropy(ofNode: node))]
        } catch let error as AdminClientError {
            throw ServiceRefusal(description: error.message)
        }
    }

    private func show(_ nodes: [NodeEntropy]) {
        for (position, node) in nodes.enumerated() {
            if position > 0 { Terminal.print("") }
            guard let entropy = node.entropy else {
                Terminal.print("\(node.node): does not answer, or its release says nothing of its entropy")
                continue
            }
            Terminal.print("\(node.node): \(Self.summary(entropy))")
            let heading = [
                "SOURCE", "STATE", "SAMPLES/S", "CLAIMED", "ASSESSED", "GIVEN", "ALARMS", "LAST ALARM, OR REASON",
            ]
            Terminal.print(table: [heading] + entropy.sources.map(Self.row))
        }
    }

    private static func summary(_ entropy: EntropyDescription) -> String {
        let verdict = entropy.sufficient ? "keys are made" : "NO KEYS ARE MADE"
        let reseed = entropy.pool.secondsSinceReseed.map { String(format: "%.1f s ago", $0) } ?? "never"
        let count = entropy.fresh.count == 1 ? "1 source counts" : "\(entropy.fresh.count) sources count"
        return "\(verdict), \(count) and \(entropy.minimumSources) must; pool "
            + "\(entropy.pool.levelBits) bits, reseeded \(reseed)"
    }

    private static func row(_ source: EntropyDescription.Source) -> [String] {
        let alarm = source.lastAlarm.map { alarm in
            "\(Date(timeIntervalSince1970: alarm.time).formatted(.iso8601)) \(alarm.text)"
        }
        return [
            source.name, source.state == "healthy" ? "ok" : source.state.uppercased(),
            String(format: "%.0f", source.samplesPerSecond), String(format: "%.3f", source.claimed),
            source.assessed.map { String(format: "%.3f", $0.minEntropy) } ?? "-", "\(source.bits)", "\(source.alarms)",
            alarm ?? source.reason ?? "-",
        ]
    }
}
