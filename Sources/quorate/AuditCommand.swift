import ArgumentParser

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check and read audit logs.",
        subcommands: [AuditVerifyCommand.self, AuditTailCommand.self])
}
