import ArgumentParser
import Entropy
import EntropyCollectors

struct EntropySourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "List the sources of entropy that a machine may have, and whether this one does.")

    @OptionGroup var options: SourceOptionGroup

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    private struct Line: Encodable {
        let name: String
        let kind: String
        /// Bits of min-entropy that a sample is credited with.
        let claim: Double
        let bitsPerSample: Int
        let justification: String
        let isPresent: Bool
        /// Why it is not, or gives nothing.
        let reason: String?
    }

    func run() async throws {
        let lines = try options.catalog().sources.map { source in
            var reason: String?
            do throws(SourceFailure) {
                _ = try source.read(1)
            } catch {
                reason = error.reason(of: source.description.name)
            }
            let description = source.description
            return Line(
                name: description.name, kind: description.kind.rawValue, claim: description.minEntropy,
                bitsPerSample: description.bitsPerSample, justification: description.justification,
                isPresent: reason == nil, reason: reason)
        }
        guard format == .table else { return try Terminal.print(json: lines) }
        Terminal.print(
            table: [["SOURCE", "KIND", "CREDITED", ""]]
                + lines.map { [$0.name, $0.kind, "\($0.claim) of \($0.bitsPerSample) bits", $0.reason ?? "present"] })
    }
}
