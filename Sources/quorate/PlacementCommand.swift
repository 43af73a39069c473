import AdminAPI
import AdminClient
import ArgumentParser

struct PlacementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement", abstract: "Say where shares are or would go, and why.", subcommands: [Explain.self])

    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Explain a key's committee, or what a placement would do.",
            discussion: "A placement is written as in the tag quorate:placement: "
                + "\"k=3 n=5 regions=eu-west-1:eu-central-1 trust=2 use=eu-west-1\".")

        @Argument(help: "A key's id, ARN or alias, or a placement.")
        var subject: String

        @OptionGroup var admin: AdminOptions

        func run() async throws {
            let explanation = try await admin.call { try await $0.placement(subject) }
            guard admin.format == .table else { return try Terminal.print(json: explanation) }
            Terminal.print("committee: \(explanation.committee.joined(separator: " "))")
            for line in explanation.lines { Terminal.print(line) }
        }
    }
}
