import ArgumentParser
import Entropy
import EntropyAssessment
import EntropyCollectors
import Foundation

struct EntropyAssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess", abstract: "Estimate how much entropy samples have, by SP 800-90B.",
        discussion: """
            One byte is one sample. The ten estimators of section 6.3 assume nothing of the samples, and the least of what they \
            say counts. With --iid the samples are claimed to be independent and identically distributed: then section 5's \
            tests have to pass. An estimate is an upper bound on what may be claimed, of samples as raw as they can be had.
            """)

    @Argument(help: "A file of samples, a device, or a source of this machine by its name (quorate entropy sources).")
    var source: String

    @OptionGroup var sources: SourceOptionGroup

    @Option(help: "Bits of a sample, 1 to 8; what the greatest one needs where nothing is said.")
    var bitsPerSymbol: Int?

    @Option(help: "How many samples to take; all of the file where nothing is said, of a device 1,000,000.")
    var samples: Int?

    @Flag(help: "Test that the samples are independent and identically distributed, and assess them as such.")
    var iid = false

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func validate() throws {
        if let samples, samples < 1 { throw ValidationError("--samples \(samples): take at least one.") }
    }

    func run() async throws {
        let (origin, width) = try origin()
        let bytes = try await origin.read(samples ?? (origin.isEndless ? 1_000_000 : nil))
        if let samples, bytes.count < samples {
            throw ValidationError("\(source) has \(bytes.count) samples, and --samples asks for \(samples).")
        }
        do {
            let samples = try Samples(bytes, bitsPerSymbol: bitsPerSymbol ?? width)
            if iid {
                try await EntropyIIDView(samples).print(as: format)
            } else {
                try EntropyAssessmentView(await assessment(of: samples)).print(as: format)
            }
        } catch let error as AssessmentError {
            throw ValidationError("\(source): \(error).")
        }
    }

    /// What to read, and how wide its samples are, if that is known.
    private func origin() throws -> (SampleOrigin, width: Int?) {
        let catalog = try sources.catalog()
        guard !source.contains("/"), !FileManager.default.fileExists(atPath: source) else {
            return (.file(InputFile(path: source, option: "--samples")), nil)
        }
        guard let found = try? catalog.find(source) else {
            throw ValidationError(
                "There is no file \(source) that can be read, and no source of that name: the sources are "
                    + catalog.names.joined(separator: ", ") + ".")
        }
        return (.source(found), found.description.bitsPerSample)
    }

    /// The estimators at work on all processors.
    private func assessment(of samples: Samples) async throws -> NonIIDAssessment {
        let bits = samples.alphabetSize > 2 ? samples.bits : []
        let outcomes = await withTaskGroup(of: [EstimateOutcome].self) { group in
            for part in NonIIDAssessment.parts(of: samples) {
                group.addTask { NonIIDAssessment.run(part, samples, bits: bits) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        return try NonIIDAssessment(samples, outcomes)
    }
}
