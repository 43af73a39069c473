import ArgumentParser
import AuditStorage

struct AuditTailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "tail", abstract: "Show the last records of a log.")

    @Argument(help: "The folder of the log.")
    var folder: String

    @Option(name: .shortAndLong, help: "How many.")
    var count = 10

    @Option(help: "table or json; json is one record a line.")
    var format: OutputFormat = .table

    func validate() throws {
        guard count > 0 else {
            throw ValidationError("--count takes a number of records from 1, not \(count).")
        }
    }

    func run() throws {
        do {
            for line in try AuditFolder(folder).tail(count) {
                Terminal.print(format == .json ? line : AuditLineView(line).text)
            }
        } catch {
            throw ValidationError(error.message)
        }
    }
}
