import AdminAPI
import AdminClient
import ArgumentParser
import Foundation

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Show keys and who holds their shares.",
        subcommands: [List.self, Show.self, KeyUsageCommand.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every key.")

        @OptionGroup var admin: AdminOptions

        func run() async throws {
            let keys = try await admin.call { try await $0.keys() }
            guard admin.format == .table else { return try Terminal.print(json: keys) }
            let heading = ["KEY", "REGION", "SPEC", "STATE", "VERSIONS", "THRESHOLD", "EPOCH", "ALIASES"]
            Terminal.print(
                table: [heading]
                    + keys.map { key in
                        let shard = key.versions.last?.shards.first
                        return [
                            key.id, key.region, key.spec, key.state, "\(key.versions.count)", shard?.threshold ?? "-",
                            shard.map { "\($0.epoch)" } ?? "-", key.aliases.joined(separator: " "),
                        ]
                    })
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one key, its lineage and its committees.")

        @Argument(help: "The key's id or ARN, or an alias or its ARN.")
        var key: String

        @Option(help: "The region of the key, where keys of several regions have the same alias or id.")
        var region: String?

        @OptionGroup var admin: AdminOptions

        func run() async throws {
            let key = try await admin.call { try await $0.key(self.key, region: region) }
            guard admin.format == .table else { return try Terminal.print(json: key) }
            Terminal.print("\(key.arn)")
            Terminal.print("\(key.spec) for \(key.usage) under \(key.custody) custody, \(key.state)")
            if !key.placement.isEmpty { Terminal.print("placement: \(key.placement)") }
            if !key.description.isEmpty { Terminal.print(key.description) }
            if !key.aliases.isEmpty { Terminal.print("aliases: \(key.aliases.joined(separator: " "))") }
            for version in key.versions {
                for shard in version.shards {
                    Terminal.print("")
                    Terminal.print(
                        "version \(version.number), shard \(shard.number), \(shard.threshold), epoch \(shard.epoch)")
                    let what = key.custody == "quorum" ? "public half of the secret" : "public key"
                    Terminal.print("\(what) \(shard.publicKey)")
                    let rows = shard.committee.map {
                        ["\($0.index)", $0.custodian, $0.reachable ? "ok" : "OUT OF REACH"]
                    }
                    Terminal.print(table: [["INDEX", "CUSTODIAN", "STATE"]] + rows)
                }
                if let births = version.births { show(births, version, of: key) }
            }
        }

        /// What the members of its first committee said of their entropy.
        private func show(_ births: [KeyDescription.Birth], _ version: KeyDescription.Version, of key: KeyDescription) {
            Terminal.print("")
            let minimum = births.map(\.minimumSources).min() ?? 0
            Terminal.print(
                "entropy at birth, beside each custodian's kernel; at least \(minimum) \(minimum == 1 ? "source" : "sources") "
                    + "had to count")
            if key.custody == "quorum" {
                Terminal.print("of the secret that the key's material follows from, or is wrapped to")
            }
            let heading = ["CUSTODIAN", "SOURCE", "HEALTH", "COUNTED", "CLAIMED", "ASSESSED", "GIVEN"]
            let silent = (version.shards.first?.committee ?? []).map(\.custodian)
                .filter { name in !births.contains { $0.custodian == name } }
            let rows = births.flatMap { birth in
                birth.sources.isEmpty
                    ? [[name(birth), "none", "-", "-", "-", "-", "-"]] : birth.sources.map { [name(birth)] + row($0) }
            }
            Terminal.print(
                table: [heading] + rows + silent.map { [$0, "says nothing", "-", "-", "-", "-", "-"] })
        }

        private func name(_ birth: KeyDescription.Birth) -> String {
            switch birth.verified {
            case true?: birth.custodian
            case false?: "\(birth.custodian) (NOT SIGNED)"
            case nil: "\(birth.custodian) (has left)"
            }
        }

        private func row(_ source: KeyDescription.Birth.Source) -> [String] {
            [
                source.name, source.health, source.counted ? "yes" : "no", String(format: "%.3f", source.claimed),
                source.assessed.map { String(format: "%.3f", $0) } ?? "-", "\(source.bits) bits",
            ]
        }
    }
}
