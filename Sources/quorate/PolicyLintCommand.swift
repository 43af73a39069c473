import AWSProtocol
import AccessPolicy
import ArgumentParser

struct PolicyLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Say what in a key policy its author may not have meant.",
        discussion: "Exits with 1 where the policy would be refused or something was found. Asks no fleet.")

    @Argument(help: "The policy document, or - for standard input.")
    var file: String

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    private struct Finding: Encodable {
        let statement: Int?
        let sid: String?
        let message: String
    }

    func run() throws {
        let policy: KeyPolicy
        do {
            policy = try KeyPolicy(try PolicyDocument.read(file))
        } catch let error as PolicyError {
            throw ValidationError("\(file) would be refused: \(error.message)")
        }
        let findings = policy.findings(actions: KMSOperation.policyActions)
        switch format {
        case .json:
            try Terminal.print(
                json: findings.map { Finding(statement: $0.statement, sid: $0.sid, message: $0.message) })
        case .table:
            for finding in findings {
                Terminal.print(PolicyDocument.line(finding.statement, finding.sid, finding.message))
            }
            if findings.isEmpty { Terminal.print("\(file): nothing found") }
        }
        guard findings.isEmpty else { throw ExitCode(1) }
    }
}
