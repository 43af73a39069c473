import ArgumentParser
import AuditLog
import AuditStorage

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that no record of a log was changed, removed, added or moved.")

    @Argument(help: "The folder of the log, such as DIR/gateway/audit.")
    var folder: String

    @Flag(help: "Accept a log whose audit.head is gone, so that records cut off at its end cannot be missed.")
    var allowUnknownEnd = false

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func run() throws {
        let report: AuditReport
        do {
            report = try AuditFolder(folder).verify()
        } catch {
            throw ValidationError(error.message)
        }
        let view = AuditReportView(report, folder: folder)
        switch format {
        case .json: try Terminal.print(json: view)
        case .table: view.lines.forEach(Terminal.print)
        }
        guard report.isWhole else {
            throw ServiceRefusal(
                description: "the log in \(folder) was tampered with or damaged: \(report.faults.count) faults")
        }
        guard report.isEndKnown || allowUnknownEnd else {
            throw ServiceRefusal(
                description:
                    "where the log in \(folder) ends is not known: put \(folder)/audit.head back from a copy, or "
                    + "compare the last record with the other logs of the fleet and say --allow-unknown-end")
        }
    }
}
