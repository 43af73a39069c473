import AWSProtocol
import AccessPolicy
import ArgumentParser
import Foundation

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
            policy = try KeyPolicy(try document())
        } catch let error as PolicyError {
            throw ValidationError("\(file) would be refused: \(error.message)")
        }
        let findings = policy.findings(actions: KMSOperation.policyActions)
        switch format {
        case .json:
            try Terminal.print(
                json: findings.map { Finding(statement: $0.statement, sid: $0.sid, message: $0.message) })
        case .table:
            for finding in findings { Terminal.print(Self.line(finding)) }
            if findings.isEmpty { Terminal.print("\(file): nothing found") }
        }
        guard findings.isEmpty else { throw ExitCode(1) }
    }

    /// The most of a file that is read: more is no policy.
    private static let sizeLimit = 2 * KeyPolicy.sizeLimit

    private func document() throws -> String {
        let handle: FileHandle
        if file == "-" {
            handle = .standardInput
        } else {
            guard let opened = FileHandle(forReadingAtPath: file) else {
                throw ValidationError(
                    "\(file) cannot be read: name a file with a policy document, or - for standard input")
            }
            handle = opened
        }
        let bytes = try handle.read(upToCount: Self.sizeLimit) ?? Data()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("\(file) is not in UTF-8")
        }
        return text
    }

    private static func line(_ finding: PolicyFinding) -> String {
        guard let statement = finding.statement else { return finding.message }
        let sid = finding.sid.map { " (Sid '\($0)')" } ?? ""
        return "Statement \(statement)\(sid): \(finding.message)"
    }
}
