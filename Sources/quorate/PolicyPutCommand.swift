import AdminAPI
import AdminClient
import ArgumentParser

struct PolicyPutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Give a key another policy, if nothing is found in it.",
        discussion: """
            What the linter finds stops it, unless --force is given. No policy can forbid this command: a key whose policy \
            lets nobody in is opened with it again.
            """)

    @Argument(help: "The key's id or ARN, or an alias or its ARN.")
    var key: String

    @Argument(help: "The policy document, or - for standard input.")
    var file: String

    @Option(help: "The region of the key, where keys of several regions have the same alias or id.")
    var region: String?

    @Flag(help: "Put the policy in place whatever is found in it.")
    var force = false

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let policy = try PolicyDocument.read(file)
        let outcome = try await admin.call {
            try await $0.putPolicy(policy, of: key, region: region, force: force)
        }
        if admin.format == .json {
            try Terminal.print(json: outcome)
        } else {
            for finding in outcome.findings {
                Terminal.print(PolicyDocument.line(finding.statement, finding.sid, finding.message))
            }
            Terminal.print(
                outcome.isApplied
                    ? "\(outcome.key) has the policy"
                    : "\(outcome.key) keeps the policy that it had: change the document, or say --force")
        }
        guard outcome.isApplied else { throw ExitCode(1) }
    }
}
