import ArgumentParser
import EntropyCollectors
import StatisticalSuite

struct EntropyTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the fifteen tests of SP 800-22 on random bits.",
        discussion: """
            Bits are taken from each byte's most significant one on. Several sequences are judged together: how many of them \
            pass each test, and whether their p-values are uniform. A good generator fails each test once in a hundred times: \
            one low p-value says little, and passing says nothing of how bits were made.
            """)

    /// Every p-value in NIST's names and order, for programs.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, csv, json
    }

    @Argument(help: "A file or a device, such as /dev/urandom.")
    var file: String?

    @Option(help: "A source of this machine by its name (quorate entropy sources), as raw as it gives its samples.")
    var source: String?

    @Flag(help: "A pool of this command's own, fed by the sources of this machine.")
    var pool = false

    @OptionGroup var sources: SourceOptionGroup

    @Option(help: "Bits of a sequence; all that the file has where nothing is said.")
    var bits: Int?

    @Option(help: "How many sequences; as many as the file has where nothing is said, of a device one.")
    var sequences: Int?

    @Option(help: "The significance level, above 0 and below 0.5.")
    var significance = 0.01

    @OptionGroup var parameters: SuiteOptions

    @Option(help: "table, csv or json.")
    var format: Format = .table

    @Flag(help: "List all p-values in the table.")
    var all = false

    func validate() throws {
        let limit = BitSequence.maximumCount
        if let bits, !(1...limit).contains(bits) {
            throw ValidationError("--bits \(bits): a sequence has 1 to \(limit) bits.")
        }
        guard [file != nil, source != nil, pool].count(where: \.self) == 1 else {
            throw ValidationError("Name one thing to test: a file, --source NAME, or --pool.")
        }
        if let sequences, !(1...InputFile.limit).contains(sequences) {
            throw ValidationError("--sequences \(sequences): test 1 to \(InputFile.limit).")
        }
    }

    func run() async throws {
        let suite: StatisticalTestSuite
        var report: SequencesReport
        do {
            suite = try StatisticalTestSuite(parameters.values)
            report = try SequencesReport(significance: significance)
        } catch {
            throw ValidationError("\(error)")
        }
        let (bytes, length, count) = try await taken()
        var results: [SuiteResult] = []
        for index in 0..<count {
            // A sequence begins with a byte of its own.
            let width = (length + 7) / 8
            let part = Array(bytes[index * width..<(index + 1) * width])
            let result = suite.run(try sequence(part, length))
            report.add(result)
            results.append(result)
        }
        let view = EntropyTestView(results: results, report: report)
        switch format {
        case .csv: Terminal.print(view.csv.joined(separator: "\n"))
        case .json: try Terminal.print(json: view.summary)
        case .table: view.print(all: all)
        }
    }

    /// The bytes, how many bits a sequence has, and how many sequences there are.
    private func taken() async throws -> (bytes: [UInt8], length: Int, count: Int) {
        let origin = try origin()
        // What is no file has no end of its own.
        let bits = bits ?? (file == nil ? 1_000_000 : nil)
        let wanted = bits.flatMap { bits in sequences.map { $0 * ((bits + 7) / 8) } }
        let bytes = try await origin.read(wanted ?? (origin.isEndless ? bits.map { ($0 + 7) / 8 } : nil))
        let length = bits ?? bytes.count / (sequences ?? 1) * 8
        let width = (length + 7) / 8
        let count = sequences ?? (width > 0 ? bytes.count / width : 0)
        guard width > 0, count > 0, bytes.count >= count * width else {
            throw ValidationError(
                "\(origin.name) has \(bytes.count * 8) bits, and \(sequences.map { "\($0) times " } ?? "")\(max(length, 1)) were asked "
                    + "for: give more, or ask for fewer or shorter sequences.")
        }
        return (bytes, length, count)
    }

    private func origin() throws -> SampleOrigin {
        if let file { return .file(InputFile(path: file, option: "--bits")) }
        let catalog = try sources.catalog()
        guard let source else { return .pool(catalog) }
        do {
            return .source(try catalog.find(source))
        } catch {
            throw ValidationError("\(error).")
        }
    }

    private func sequence(_ bytes: [UInt8], _ length: Int) throws -> BitSequence {
        do {
            return try BitSequence(bytes.span, bitCount: length)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
