import ArgumentParser
import AuditLog
import AuditStorage

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check and read audit logs.", subcommands: [Verify.self, Tail.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no record of a log was changed, removed, added or moved.")

        @Argument(help: "The folder of the log, such as DIR/gateway/audit.")
        var folder: String

        @Option(help: "table or json.")
        var format: OutputFormat = .table

        func run() throws {
            let report: AuditReport
            do {
                report = try AuditFolder(folder).verify()
            } catch {
                throw ValidationError(error.message)
            }
            switch format {
            case .json: try Terminal.print(json: Summary(report))
            case .table:
                for fault in report.faults { Terminal.print("\(fault)") }
                if report.isWhole {
                    Terminal.print("\(folder): \(report.records) records, whole and in order")
                }
            }
            guard report.isWhole else {
                throw ServiceRefusal(
                    description: "the log in \(folder) was tampered with or damaged: \(report.faults.count) faults")
            }
        }
    }

    struct Tail: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the last records of a log.")

        @Argument(help: "The folder of the log.")
        var folder: String

        @Option(name: .shortAndLong, help: "How many.")
        var count = 10

        @Option(help: "table or json; json is one record a line.")
        var format: OutputFormat = .table

        func run() throws {
            do {
                for line in try AuditFolder(folder).tail(count).lines {
                    Terminal.print(format == .json ? line : AuditLineView(line).text)
                }
            } catch {
                throw ValidationError(error.message)
            }
        }
    }

    private struct Summary: Encodable {
        let records: Int
        let whole: Bool
        let faults: [String]

        init(_ report: AuditReport) {
            records = report.records
            whole = report.isWhole
            faults = report.faults.map { "\($0)" }
        }
    }
}
